package io.varcas.workload;

import io.varcas.setting.ResolvedSettings;
import io.varcas.traffic.LengthDistribution;
import io.varcas.traffic.Seed;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was resolved for one trial: a workload with one value for every setting and parameter.
 *
 * @param spec what the user wrote
 * @param params values of the parameters that tell this trial from its siblings, and of the fields, by name
 * @param load when requests are due
 * @param input prompt lengths
 * @param output answer lengths
 * @param request fields that all requests have in common
 * @param windows warm-up, measurement, drain
 * @param forks the JVMs to run in
 * @param seed root of all chance
 * @param settings every value that was set, and by which layer
 */
public record WorkloadPlan(
        WorkloadSpec spec,
        Map<String, String> params,
        LoadShape load,
        LengthDistribution input,
        LengthDistribution output,
        RequestShape request,
        Windows windows,
        Forks forks,
        Seed seed,
        ResolvedSettings settings) {

    /** Copies the parameters, keeping their order. */
    public WorkloadPlan {
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    }

    /** Returns the name of the trial: the workload's, and its parameters if it has any. */
    public String trialName() {
        return params.isEmpty() ? spec.name() : spec.name() + " " + params;
    }

    /** Returns the same plan that asks for a model. */
    public WorkloadPlan withModel(String model) {
        return new WorkloadPlan(
                spec, params, load, input, output, request.withModel(model), windows, forks, seed, settings);
    }

    /** Returns the same plan with another root of chance. */
    public WorkloadPlan withSeed(Seed other) {
        return new WorkloadPlan(spec, params, load, input, output, request, windows, forks, other, settings);
    }
}
