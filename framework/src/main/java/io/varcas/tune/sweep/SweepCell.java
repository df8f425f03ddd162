package io.varcas.tune.sweep;

import io.varcas.runner.RunOptions;
import io.varcas.runner.flag.FlaggedTarget;
import io.varcas.setting.Settings;
import io.varcas.workload.WorkloadPlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A cell of a sweep: a workload with one value of each parameter, on a server with one value of each flag.
 *
 * @param plan its trial
 * @param server its server, with the flags
 */
public record SweepCell(WorkloadPlan plan, FlaggedTarget server) {

    /** Returns the name in messages: the workload and what is swept over. */
    public String name() {
        return plan.trialName();
    }

    /** Returns the seed of a repeat: that of the workload plus its number, so that repeats differ and the cells of a repeat do not. */
    long seed(int repeat) {
        return plan.settings().get(Settings.SEED) + repeat;
    }

    /**
     * Returns the options of one run of this cell.
     *
     * @param all options of the sweep
     * @param repeat the repeat, from 0
     * @param out folder of its bundle
     */
    RunOptions options(RunOptions all, int repeat, Path out) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        all.values().forEach((name, texts) -> {
            if (texts.size() == 1) {
                values.put(name, texts);
            }
        });
        plan.params().forEach((name, text) -> values.put(name, List.of(text)));
        values.put(Settings.SEED.name(), List.of(String.valueOf(seed(repeat))));
        return new RunOptions(
                List.of("^" + Pattern.quote(plan.spec().className()) + "$"),
                List.of(),
                values,
                all.config(),
                all.target(),
                all.profilers(),
                all.objectives(),
                all.tags(),
                out,
                false);
    }

    /** Returns a hash of all that decides what is measured in this cell, to find out that a plan was changed. */
    String digest() {
        List<String> parts = new ArrayList<>();
        parts.add(plan.spec().className());
        parts.add(server.toString());
        new TreeMap<>(plan.params()).forEach((name, text) -> parts.add(name + "=" + text));
        new TreeMap<>(plan.settings().values()).forEach((name, value) -> parts.add(name + "=" + value.text()));
        plan.objectives().forEach(objective -> parts.add(objective.describe()));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }
}
