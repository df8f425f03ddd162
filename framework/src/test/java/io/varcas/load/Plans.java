package io.varcas.load;

import io.varcas.setting.Layer;
import io.varcas.setting.ResolvedSettings;
import io.varcas.workload.LoadShape;
import io.varcas.workload.PlanResolver;
import io.varcas.workload.WorkloadPlan;
import io.varcas.workload.WorkloadSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** Plans for tests, from settings written {@code name=value}. */
final class Plans {

    private Plans() {}

    static WorkloadPlan of(String... settings) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("model", "m");
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            values.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return PlanResolver.resolve(
                WorkloadSpec.of("Test", "test").build(),
                Map.of(),
                ResolvedSettings.of(Map.of(Layer.COMMAND_LINE, values)));
    }

    static WorkloadPlan with(WorkloadPlan plan, LoadShape load) {
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
                plan.settings());
    }
}
