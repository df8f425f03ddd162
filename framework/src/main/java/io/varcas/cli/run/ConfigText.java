package io.varcas.cli.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.varcas.setting.FlagSettings;
import io.varcas.setting.Layer;
import io.varcas.setting.Settings;
import io.varcas.sla.Objective;
import io.varcas.sla.ObjectiveOverrides;
import io.varcas.workload.WorkloadPlan;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The settings of workloads as a configuration file that {@code -config} reads back. */
public final class ConfigText {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final String SLA = "sla";

    private ConfigText() {}

    public static void print(List<WorkloadPlan> plans, PrintWriter out) {
        Map<String, Map<String, Set<String>>> workloads = new LinkedHashMap<>();
        for (WorkloadPlan plan : plans) {
            Map<String, Set<String>> values =
                    workloads.computeIfAbsent(plan.spec().name(), name -> new LinkedHashMap<>());
            values.put(SLA, new LinkedHashSet<>(objectives(plan)));
            written(plan)
                    .forEach((name, text) -> values.computeIfAbsent(name, any -> new LinkedHashSet<>())
                            .add(text));
        }
        try {
            out.println(JSON.writeValueAsString(Map.of(
                    "workloads",
                    workloads.entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey,
                                    entry -> plain(entry.getValue()),
                                    (one, other) -> one,
                                    LinkedHashMap::new)))));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Values of fields and settings by name, in the order of listings; what another value replaces is left out. */
    private static Map<String, String> written(WorkloadPlan plan) {
        Map<String, String> written = new LinkedHashMap<>(plan.params());
        Settings.all().stream()
                .filter(setting -> plan.settings().layerOf(setting) != Layer.DEFAULT && Listings.hasUse(setting, plan))
                .forEach(setting -> Listings.value(plan, setting).ifPresent(text -> written.put(setting.name(), text)));
        FlagSettings.of(plan.settings()).forEach((flag, text) -> written.put(FlagSettings.name(flag), text));
        return written;
    }

    /** Returns what makes the plan's objectives out of the workload's; empty if they are the same. */
    private static List<String> objectives(WorkloadPlan plan) {
        List<Objective> own = plan.spec().objectives();
        boolean kept =
                own.stream().allMatch(objective -> plan.objectives().stream().anyMatch(objective::replaces));
        List<Objective> outside = plan.objectives().stream()
                .filter(objective -> !kept || !own.contains(objective))
                .toList();
        return new ObjectiveOverrides(!kept, outside).format();
    }

    private static Map<String, Object> plain(Map<String, Set<String>> values) {
        Map<String, Object> plain = new LinkedHashMap<>();
        values.forEach((name, texts) -> {
            if (!texts.isEmpty()) {
                plain.put(name, texts.size() == 1 ? texts.iterator().next() : texts);
            }
        });
        return plain;
    }
}
