package io.varcas.result;

import io.varcas.accuracy.AccuracyResult;
import io.varcas.metric.MetricSet;
import io.varcas.record.Outcome;
import io.varcas.setting.ResolvedSettings;
import io.varcas.sla.Verdict;
import io.varcas.stages.StageBreakdown;
import io.varcas.utilization.Utilization;
import io.varcas.validity.Validity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Builds a {@link TrialResult}. Parts that are not set are empty; the default status is completed. */
public final class TrialResultBuilder {

    private final String benchmark;
    private final String name;
    private final Timing timing;
    private String description = "";
    private Map<String, String> params = Map.of();
    private Map<String, ResolvedSettings.Value> settings = Map.of();
    private String load = "";
    private OptionalInt users = OptionalInt.empty();
    private String model = "";
    private long seed;
    private Status status = Status.COMPLETED;
    private Optional<String> error = Optional.empty();
    private List<ForkResult> forkResults = List.of();
    private Map<Outcome, Long> outcomes = Map.of();
    private Map<String, Long> errors = Map.of();
    private MetricSet metrics = MetricSet.of(List.of());
    private List<WindowResult> windows = List.of();
    private List<Verdict> objectives = List.of();
    private Validity validity = new Validity(List.of());
    private Optional<AccuracyResult> accuracy = Optional.empty();
    private Optional<PredictionResult> prediction = Optional.empty();
    private Optional<TrafficResult> traffic = Optional.empty();
    private Optional<ServerCost> cost = Optional.empty();
    private Optional<StageBreakdown> stages = Optional.empty();
    private Optional<Utilization> utilization = Optional.empty();
    private Optional<List<CaptureResult>> captures = Optional.empty();

    TrialResultBuilder(String benchmark, String name, Timing timing) {
        this.benchmark = benchmark;
        this.name = name;
        this.timing = timing;
    }

    TrialResultBuilder(TrialResult trial) {
        this(trial.benchmark(), trial.name(), trial.timing());
        description = trial.description();
        params = trial.params();
        settings = trial.settings();
        load = trial.load();
        users = trial.users();
        model = trial.model();
        seed = trial.seed();
        status = trial.status();
        error = trial.error();
        forkResults = trial.forkResults();
        outcomes = trial.outcomes();
        errors = trial.errors();
        metrics = trial.metrics();
        windows = trial.windows();
        objectives = trial.objectives();
        validity = trial.validity();
        accuracy = trial.accuracy();
        prediction = trial.prediction();
        traffic = trial.traffic();
        cost = trial.cost();
        stages = trial.stages();
        utilization = trial.utilization();
        captures = trial.captures();
    }

    /** Sets the description of the traffic. */
    public TrialResultBuilder description(String text) {
        description = text;
        return this;
    }

    /** Sets the values of its parameters, by name. */
    public TrialResultBuilder params(Map<String, String> values) {
        params = values;
        return this;
    }

    /** Sets every setting that was set, by name. */
    public TrialResultBuilder settings(Map<String, ResolvedSettings.Value> values) {
        settings = values;
        return this;
    }

    /** Sets the description of the load, and the number of users of a closed loop. */
    public TrialResultBuilder load(String words, OptionalInt closedLoopUsers) {
        load = words;
        users = closedLoopUsers;
        return this;
    }

    /** Sets the model name that was asked for. */
    public TrialResultBuilder model(String asked) {
        model = asked;
        return this;
    }

    /** Sets the root of all chance. */
    public TrialResultBuilder seed(long root) {
        seed = root;
        return this;
    }

    /** Sets the completion status and the error line, if there is one. */
    public TrialResultBuilder ended(Status how, Optional<String> problem) {
        status = how;
        error = problem;
        return this;
    }

    /** Sets the measured forks. */
    public TrialResultBuilder forks(List<ForkResult> measured) {
        forkResults = measured;
        return this;
    }

    /** Sets how the requests due in the measurement phase ended. */
    public TrialResultBuilder outcomes(Map<Outcome, Long> counts) {
        outcomes = counts;
        return this;
    }

    /** Sets the most frequent error lines with their counts. */
    public TrialResultBuilder errors(Map<String, Long> counts) {
        errors = counts;
        return this;
    }

    /** Sets the metrics over all measurement phase of all forks. */
    public TrialResultBuilder metrics(MetricSet pooled) {
        metrics = pooled;
        return this;
    }

    /** Sets the metrics of each measurement iteration. */
    public TrialResultBuilder windows(List<WindowResult> each) {
        windows = each;
        return this;
    }

    /** Sets the verdicts on the objectives. */
    public TrialResultBuilder objectives(List<Verdict> verdicts) {
        objectives = verdicts;
        return this;
    }

    /** Returns whether the numbers are the server's. */
    public TrialResultBuilder validity(Validity judged) {
        validity = judged;
        return this;
    }

    /** Sets the result of the accuracy pass. */
    public TrialResultBuilder accuracy(Optional<AccuracyResult> found) {
        accuracy = found;
        return this;
    }

    /** Sets the prediction. */
    public TrialResultBuilder prediction(PredictionResult predicted) {
        prediction = Optional.of(predicted);
        return this;
    }

    /** Sets the statistics of its planned requests. */
    public TrialResultBuilder traffic(TrafficResult counted) {
        traffic = Optional.of(counted);
        return this;
    }

    /** Sets where the time of its requests went. */
    public TrialResultBuilder stages(Optional<StageBreakdown> breakdown) {
        stages = breakdown;
        return this;
    }

    /** Spreads a price over the requests and tokens of the trial, of each fork and each window; set those before. */
    public TrialResultBuilder pricedAt(ServerCost price) {
        cost = Optional.of(price);
        metrics = price.on(metrics);
        windows = windows.stream()
                .map(window -> window.with(price.on(window.metrics())))
                .toList();
        forkResults = forkResults.stream()
                .map(fork -> fork.metrics().isPresent()
                        ? fork.with(price.on(fork.metrics().get()))
                        : fork)
                .toList();
        return this;
    }

    /** Sets the use of the hardware. */
    public TrialResultBuilder utilization(Utilization use) {
        utilization = Optional.of(use);
        return this;
    }

    /** Sets the profiles taken after the measurement. */
    public TrialResultBuilder captures(List<CaptureResult> taken) {
        captures = taken.isEmpty() ? Optional.empty() : Optional.of(taken);
        return this;
    }

    /** Makes the trial. */
    public TrialResult build() {
        return new TrialResult(
                benchmark,
                name,
                description,
                params,
                settings,
                load,
                users,
                model,
                seed,
                status,
                error,
                timing,
                forkResults,
                outcomes,
                errors,
                metrics,
                windows,
                objectives,
                validity,
                accuracy,
                prediction,
                traffic,
                cost,
                stages,
                utilization,
                captures);
    }
}
