package io.varcas.workload;

import io.varcas.setting.Layer;
import io.varcas.setting.ResolvedSettings;
import java.util.LinkedHashMap;
import java.util.Map;

/** Plans for tests: a workload without annotations, with the settings given. */
public final class Plans {

    private Plans() {}

    /** Returns a plan with these settings, written {@code name=value}, from the command line. */
    public static WorkloadPlan of(String... settings) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            values.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return of(Layer.COMMAND_LINE, values);
    }

    /** Returns a plan with these settings from one layer. */
    public static WorkloadPlan of(Layer layer, Map<String, String> settings) {
        return of(Map.of(layer, settings));
    }

    /** Returns a plan with these settings by layer. */
    public static WorkloadPlan of(Map<Layer, Map<String, String>> settings) {
        return PlanResolver.resolve(
                WorkloadSpec.of("com.acme.Chat", "Chat").build(), Map.of(), ResolvedSettings.of(settings));
    }

    /** Returns the plan with another load. */
    public static WorkloadPlan with(WorkloadPlan plan, LoadShape load) {
        return new WorkloadPlan(
                plan.spec(),
                plan.params(),
                load,
                plan.parts(),
                plan.session(),
                plan.context(),
                plan.request(),
                plan.windows(),
                plan.forks(),
                plan.seed(),
                plan.objectives(),
                plan.settings());
    }
}
