package io.varcas.workload;

import io.varcas.setting.DatasetSettings;
import io.varcas.setting.Layer;
import io.varcas.setting.LoadSettings;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.Settings;
import io.varcas.sla.Objective;
import io.varcas.traffic.LengthDistribution;
import io.varcas.traffic.Seed;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The resolved plan of one trial: a workload with one value for every setting and parameter.
 *
 * @param spec the workload as declared
 * @param params values of the parameters that tell this trial from its siblings, and of the fields, by name
 * @param load when requests are due
 * @param parts kinds of traffic, by weight; one without a name if the workload is no mix
 * @param session conversations of several turns
 * @param context how many tokens the model holds
 * @param request fields that all requests have in common
 * @param windows warm-up, measurement, drain
 * @param forks the JVMs to run in
 * @param seed root of all chance
 * @param objectives bounds that the trial must keep, from all layers
 * @param settings every value that was set, and by which layer
 */
public record WorkloadPlan(
        WorkloadSpec spec,
        Map<String, String> params,
        LoadShape load,
        List<TrafficPart> parts,
        SessionPlan session,
        ContextLimit context,
        RequestShape request,
        Windows windows,
        Forks forks,
        Seed seed,
        List<Objective> objectives,
        ResolvedSettings settings) {

    private static final List<String> NO_PROFILERS = List.of("none");

    /** Copies the parts, and the parameters, keeping their order. */
    public WorkloadPlan {
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        parts = List.copyOf(parts);
        objectives = List.copyOf(objectives);
    }

    /** Returns whether requests belong to parts of a mix. */
    public boolean isMix() {
        return !parts.get(0).name().isEmpty();
    }

    /** Returns true if requests have next turns: of data and of workloads that write their own prompts, each request is whole. */
    public boolean hasConversations() {
        return session.turns() > 1
                && !spec.writesPrompts()
                && settings.find(DatasetSettings.PATH)
                        .filter(path -> !path.isBlank())
                        .isEmpty();
    }

    /** Describes the load in one phrase, with the amount of work after which it ends, if that is set. */
    public String describeLoad() {
        int requests = settings.get(LoadSettings.REQUESTS);
        if (requests == 0) {
            return load.describe();
        }
        boolean conversations = hasConversations();
        String unit = (conversations ? " conversation" : " request") + (requests == 1 ? "" : "s");
        return load.describe() + ", ends after " + requests + unit
                + (conversations ? " of up to " + session.turns() + " requests each" : "");
    }

    /**
     * Returns true if a recording states the duration of its load. Its last request may then be due before that end
     * by chance.
     */
    public boolean hasRecordedLength() {
        return settings.strongest(List.of(Settings.MEASUREMENT_TIME, Settings.MEASUREMENT_ITERATIONS)) == Layer.TRACE;
    }

    /** Returns true if the plan requires that no two prompts share a prefix. */
    public boolean sharesNothing() {
        return parts.stream()
                .allMatch(part ->
                        part.prompt().prefixes() == 0 && part.prompt().system().isEmpty());
    }

    /** Returns the prompt lengths of a workload that is no mix; of a mix, those of its first part. */
    public LengthDistribution input() {
        return parts.get(0).input();
    }

    /** Returns the output lengths of a workload that is no mix; of a mix, those of its first part. */
    public LengthDistribution output() {
        return parts.get(0).output();
    }

    /** Returns the mean of the prompt lengths drawn, over all parts, in tokens. */
    public double meanInputTokens() {
        return mean(true);
    }

    /** Returns the mean of the output lengths drawn, over all parts, in tokens. */
    public double meanOutputTokens() {
        return mean(false);
    }

    /** Returns the name of the trial: the workload's, and its parameters if it has any. */
    public String trialName() {
        return params.isEmpty() ? spec.name() : spec.name() + " " + params;
    }

    /** Returns the same plan that asks for a model. */
    public WorkloadPlan withModel(String model) {
        return with(context, request.withModel(model), seed, objectives);
    }

    /** Returns the same plan with one model for all requests, instead of the models in the data. */
    public WorkloadPlan withoutOwnModels() {
        return with(context, request.withoutOwnModels(), seed, objectives);
    }

    /** Returns the same plan for a model of this context length, unless a setting sets it. */
    public WorkloadPlan withServedContext(OptionalInt tokens) {
        return with(context.orElse(tokens), request, seed, objectives);
    }

    /**
     * Makes sure that the shortest requests fit into the context.
     *
     * @throws PromptException if they do not
     */
    public void checkContext() {
        for (TrafficPart part : parts) {
            int input = part.input().min();
            int output = part.output().min();
            context.fit(new ContextLimit.Lengths(input, output), input, output);
        }
    }

    /** Returns the same plan with another root of chance. */
    public WorkloadPlan withSeed(Seed other) {
        return with(context, request, other, objectives);
    }

    /** Returns the same plan with other objectives. */
    public WorkloadPlan withObjectives(List<Objective> others) {
        return with(context, request, seed, others);
    }

    private WorkloadPlan with(ContextLimit limit, RequestShape shape, Seed root, List<Objective> bounds) {
        return new WorkloadPlan(
                spec, params, load, parts, session, limit, shape, windows, forks, root, bounds, settings);
    }

    private double mean(boolean input) {
        double sum = 0;
        double weights = 0;
        for (TrafficPart part : parts) {
            sum += part.weight() * (input ? part.input() : part.output()).clampedMean();
            weights += part.weight();
        }
        return sum / weights;
    }

    /** Returns the check of outputs against references, if one is asked for. */
    public Optional<GroundTruthCheck> groundTruth() {
        return GroundTruthCheck.of(settings);
    }

    /** Returns the profilers that the settings name; {@code none} alone names none. */
    public List<String> profilers() {
        return settings.find(Settings.PROFILERS)
                .filter(names -> !names.equals(NO_PROFILERS))
                .orElse(List.of());
    }
}
