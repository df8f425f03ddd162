package io.varcas.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.varcas.accuracy.AccuracyResult;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricSet;
import io.varcas.record.Outcome;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.VerdictSettings;
import io.varcas.sla.Objective;
import io.varcas.sla.Verdict;
import io.varcas.sla.VerdictInput;
import io.varcas.stages.StageBreakdown;
import io.varcas.utilization.Utilization;
import io.varcas.validity.Validity;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The result of one workload with one combination of parameters.
 *
 * @param benchmark qualified name of the workload class
 * @param name name of the workload
 * @param description the traffic that the workload represents; may be empty
 * @param params values of its parameters, by name
 * @param settings every setting that was set, by name, with the layer that set it
 * @param load the load in one phrase
 * @param users users of a closed loop; empty for an open one
 * @param model model name that was asked for
 * @param seed root of all chance
 * @param status completion status
 * @param error what went wrong, in one line
 * @param timing its windows, as planned
 * @param forkResults its measured forks
 * @param outcomes number of requests due in the measurement phase, by outcome
 * @param errors the most frequent error lines of failed requests, with their counts
 * @param metrics metrics over all measurement phase of all forks
 * @param windows metrics of each measurement iteration
 * @param objectives verdicts on the objectives
 * @param validity whether the numbers are the server's
 * @param accuracy result of the accuracy pass, if there was one
 * @param prediction its prediction, if there is one
 * @param traffic statistics of its planned requests, if they were counted
 * @param cost cost of the server, if a price is known
 * @param stages breakdown of the time of its requests, if the server reports its times
 * @param utilization use of the hardware, if its peaks and the steps of the engine are known
 * @param captures profiles taken after the measurement, under the same load; absent if none was asked for
 */
public record TrialResult(
        String benchmark,
        String name,
        String description,
        Map<String, String> params,
        Map<String, ResolvedSettings.Value> settings,
        String load,
        OptionalInt users,
        String model,
        long seed,
        Status status,
        Optional<String> error,
        Timing timing,
        List<ForkResult> forkResults,
        Map<Outcome, Long> outcomes,
        Map<String, Long> errors,
        MetricSet metrics,
        List<WindowResult> windows,
        List<Verdict> objectives,
        Validity validity,
        Optional<AccuracyResult> accuracy,
        Optional<PredictionResult> prediction,
        Optional<TrafficResult> traffic,
        Optional<ServerCost> cost,
        Optional<StageBreakdown> stages,
        Optional<Utilization> utilization,
        Optional<List<CaptureResult>> captures) {

    /** Copies the collections, keeping their order. */
    public TrialResult {
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        forkResults = List.copyOf(forkResults);
        outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
        errors = Collections.unmodifiableMap(new LinkedHashMap<>(errors));
        windows = List.copyOf(windows);
        objectives = List.copyOf(objectives);
        captures = captures.map(List::copyOf);
    }

    /**
     * Starts a builder with the required parts.
     *
     * @param benchmark qualified name of the workload class
     * @param name name of the workload
     * @param timing its windows, as planned
     */
    public static TrialResultBuilder builder(String benchmark, String name, Timing timing) {
        return new TrialResultBuilder(benchmark, name, timing);
    }

    /** Starts a builder with the parts of this trial. */
    public TrialResultBuilder toBuilder() {
        return new TrialResultBuilder(this);
    }

    /** Returns this trial with verdicts on these objectives, from its own metrics. */
    public TrialResult judgedBy(List<Objective> objectives) {
        VerdictInput input = verdictInput();
        return toBuilder()
                .objectives(objectives.stream()
                        .map(objective -> Verdict.of(objective, input))
                        .toList())
                .build();
    }

    /** Returns the input of verdicts on its objectives. */
    public VerdictInput verdictInput() {
        Map<Metric, String> why = new EnumMap<>(Metric.class);
        if (status == Status.FAILED) {
            List.of(Metric.values()).forEach(metric -> why.put(metric, "the trial failed"));
        } else {
            String unscored = accuracy.isPresent() ? "no output was complete" : "there was no accuracy pass";
            why.put(Metric.ACCURACY_SCORE, unscored);
            why.put(Metric.ACCURACY_PASS_RATE, unscored);
            why.put(Metric.ACCURACY_DRIFT, "it needs groundTruth.baseline, and groundTruth.logprobs in both runs");
            List.of(
                            Metric.ACCURACY_PASS_AT_1,
                            Metric.ACCURACY_PASS_AT_5,
                            Metric.ACCURACY_PASS_AT_10,
                            Metric.ACCURACY_PASS_AT_100)
                    .forEach(metric -> why.put(
                            metric, "there were too few outputs to each prompt; groundTruth.samples asks for more"));
            why.put(Metric.ENERGY_PER_REQUEST, "the power of no GPU was measured");
            why.put(Metric.ENERGY_PER_TOKEN, "the power of no GPU was measured");
            List.of(Metric.CAPACITY, Metric.CAPACITY_USERS).forEach(metric -> why.put(metric, "no search measured it"));
            cost.map(price -> price.whyNot(metrics))
                    .orElse(Optional.of("no price"))
                    .ifPresent(reason -> {
                        why.put(Metric.COST_PER_REQUEST, reason);
                        why.put(Metric.COST_PER_1K_TOKENS, reason);
                    });
        }
        return new VerdictInput(
                metrics,
                prediction.map(PredictionResult::metrics).orElseGet(() -> MetricSet.of(List.of())),
                why,
                prediction.map(PredictionResult::whyNot).orElse("there is no prediction"),
                confidence());
    }

    private double confidence() {
        ResolvedSettings.Value set = settings.get(VerdictSettings.CONFIDENCE.name());
        return set == null
                ? VerdictSettings.CONFIDENCE.defaultValue().orElseThrow()
                : VerdictSettings.CONFIDENCE.parse(set.text());
    }

    /** Returns the verdict on all its objectives. */
    public RunVerdict verdict() {
        return RunVerdict.of(this);
    }

    /** Returns the fields of JMH's result format, for viewers of JMH results. */
    @JsonUnwrapped
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    JmhKeys jmh() {
        return JmhKeys.of(this);
    }

    /** Returns the name of the trial: the workload's, and its parameters if it has any. */
    public String trialName() {
        return params.isEmpty() ? name : name + " " + params;
    }
}
