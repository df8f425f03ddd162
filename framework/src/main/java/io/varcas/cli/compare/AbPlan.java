package io.varcas.cli.compare;

import io.varcas.cli.run.Eta;
import io.varcas.fork.Workloads;
import io.varcas.launch.LaunchSpec;
import io.varcas.runner.RunOptions;
import io.varcas.runner.TrialPlanner;
import io.varcas.setting.Settings;
import io.varcas.setting.type.SettingException;
import io.varcas.simulator.SimulatedTarget;
import io.varcas.validation.UsageException;
import io.varcas.workload.WorkloadPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The runs of an A/B comparison in their order: A B B A A B B A ..., so that what drifts with time strikes both sides alike. The i-th run of A
 * and of B have the same seed and so the same requests; other repeats have other seeds, so that they hold the noise of the load.
 *
 * @param runs every run
 * @param factors what is meant to differ
 */
record AbPlan(List<Run> runs, Set<String> factors) {

    /** The two sides. */
    enum Label {
        /** The baseline of a comparison. */
        A,
        /** The candidate of a comparison. */
        B
    }

    /**
     * One run.
     *
     * @param side whose it is
     * @param repeat its place on its side, from 0
     * @param seed root of its chance
     * @param options what is run
     */
    record Run(Label side, int repeat, long seed, RunOptions options) {}

    /**
     * Lays out the runs, and finds out before the first one that one of them cannot be made.
     *
     * @param base what both sides have
     * @param a what is changed on the first side
     * @param b what is changed on the second
     * @param repeats runs of each side
     * @param folder where bundles go, in a folder for each side
     * @throws UsageException if the sides are the same and not meant to be, or a value is wrong
     */
    static AbPlan of(RunOptions base, List<SideChange> a, List<SideChange> b, int repeats, Path folder) {
        RunOptions first = changed(base, a);
        RunOptions second = changed(base, b);
        check("-a", first, a);
        check("-b", second, b);
        long seed = seed(base);
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < repeats; i++) {
            Run left = run(Label.A, i, seed + i, first, folder);
            Run right = run(Label.B, i, seed + i, second, folder);
            runs.addAll(i % 2 == 0 ? List.of(left, right) : List.of(right, left));
        }
        Set<String> factors = new LinkedHashSet<>();
        a.forEach(change -> factors.add(change.name()));
        b.forEach(change -> factors.add(change.name()));
        factors.remove("target"); // what sets two servers apart is theirs to say
        return new AbPlan(List.copyOf(runs), factors);
    }

    /** Returns how long the load of all runs is meant to take. */
    Duration length() {
        Duration length = Duration.ZERO;
        for (Label side : Label.values()) {
            List<Run> own = runs.stream().filter(run -> run.side() == side).toList();
            length = length.plus(Eta.planned(plans(own.get(0).options())).multipliedBy(own.size()));
        }
        return length;
    }

    private static List<WorkloadPlan> plans(RunOptions options) {
        return new TrialPlanner(options).plan(Workloads.discover().select(options.includes(), options.excludes()));
    }

    private static RunOptions changed(RunOptions base, List<SideChange> changes) {
        RunOptions options = base;
        for (SideChange change : changes) {
            options = change.applyTo(options);
        }
        return options;
    }

    private static Run run(Label side, int repeat, long seed, RunOptions options, Path folder) {
        Path out = folder.resolve(side.name().toLowerCase(Locale.ROOT));
        return new Run(side, repeat, seed, options.withOut(out).withValue(Settings.SEED.name(), String.valueOf(seed)));
    }

    private static long seed(RunOptions base) {
        List<String> given = base.values().getOrDefault(Settings.SEED.name(), List.of());
        if (given.size() > 1) {
            throw new UsageException(
                    "-seed " + String.join(",", given) + ": ab takes a single seed and increments it for each run");
        }
        try {
            return given.isEmpty() ? Settings.SEED.defaultValue().orElseThrow() : Settings.SEED.parse(given.get(0));
        } catch (SettingException fault) {
            throw new UsageException(String.valueOf(fault.getMessage()));
        }
    }

    private static void check(String flag, RunOptions options, List<SideChange> changes) {
        List<WorkloadPlan> plans = plans(options);
        boolean property = changes.stream().anyMatch(change -> change.name().equals(Settings.JVM_ARGS.name()));
        if (property && plans.stream().anyMatch(plan -> plan.forks().count() == 0)) {
            throw new UsageException(flag + ": a system property needs a forked JVM; use -f 1");
        }
        boolean simulated = SimulatedTarget.isSimulated(options.target());
        if (simulated || LaunchSpec.isLaunch(options.target())) {
            try {
                var unused = simulated ? SimulatedTarget.parse(options.target()) : LaunchSpec.parse(options.target());
            } catch (IllegalArgumentException fault) {
                throw new UsageException(flag + " target: " + fault.getMessage());
            }
        }
    }
}
