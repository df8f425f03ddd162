package io.varcas.tune.capacity;

import io.varcas.metric.Metric;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import io.varcas.metric.Statistic;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.runner.RunListener;
import io.varcas.runner.RunOptions;
import io.varcas.sla.Objective;
import io.varcas.sla.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The capacity of trials that have an objective on it: {@code capacity} in requests per second, or {@code capacity.users}. A search after the
 * run measures it under the other objectives of the trial; its files are in the folder {@code capacity} of the bundle.
 */
public final class MeasuredCapacity {

    private static final Set<Metric> METRICS = Set.of(Metric.CAPACITY, Metric.CAPACITY_USERS);

    private final RunOptions options;
    private final CapacityListener listener;
    private final RunListener runs;
    private @Nullable CapacityRun running;
    private boolean stopped;

    /**
     * Creates it.
     *
     * @param options the options of the run
     * @param listener told of what happens in the searches
     * @param runs told of what happens in the runs of their runs
     */
    public MeasuredCapacity(RunOptions options, CapacityListener listener, RunListener runs) {
        this.options = options;
        this.listener = listener;
        this.runs = runs;
    }

    /**
     * Searches for the capacity of each completed trial with an objective on it.
     *
     * @param bundle the run
     * @return the bundle with the capacities among its metrics and the verdicts on them, which is also on disk; the same one if no trial
     *     has such an objective
     * @throws IOException if a result cannot be written
     */
    public ResultBundle addedTo(ResultBundle bundle) throws IOException {
        if (bundle.result().trials().stream().noneMatch(MeasuredCapacity::isAsked)) {
            return bundle;
        }
        List<TrialResult> trials = new ArrayList<>();
        for (TrialResult trial : bundle.result().trials()) {
            Path folder = bundle.folder().resolve("capacity" + (trials.isEmpty() ? "" : "-" + (trials.size() + 1)));
            trials.add(isAsked(trial) && trial.status() == Status.COMPLETED ? measured(trial, folder) : trial);
        }
        RunResult result = bundle.result().withTrials(trials);
        return bundle.rewritten(result);
    }

    /** Ends the running search, and begins no other one. May be called from any thread. */
    public synchronized void stop() {
        stopped = true;
        if (running != null) {
            running.stop();
        }
    }

    private static boolean isAsked(TrialResult trial) {
        return trial.objectives().stream()
                .map(Verdict::objective)
                .anyMatch(objective -> objective
                        .measuredKey()
                        .filter(key -> METRICS.contains(key.metric()))
                        .isPresent());
    }

    private TrialResult measured(TrialResult trial, Path folder) throws IOException {
        CapacityRun search = new CapacityRun(optionsOf(trial), UnaryOperator.identity(), folder, listener, runs);
        if (!begin(search)) {
            return trial;
        }
        return judged(trial, search.run());
    }

    /** Returns a trial with its capacity among its metrics, and the verdicts on it; the same trial if the search shows no capacity. */
    static TrialResult judged(TrialResult trial, CapacityResult found) {
        List<Objective> objectives =
                trial.objectives().stream().map(Verdict::objective).toList();
        return summary(found)
                .map(metric -> trial.toBuilder()
                        .metrics(trial.metrics().with(List.of(metric)))
                        .build()
                        .judgedBy(objectives))
                .orElse(trial);
    }

    private synchronized boolean begin(CapacityRun search) {
        running = search;
        return !stopped;
    }

    /** The options of one trial alone: its class, and its value of each parameter. */
    private RunOptions optionsOf(TrialResult trial) {
        Map<String, List<String>> values = new LinkedHashMap<>(options.values());
        trial.params().forEach((name, value) -> values.put(name, List.of(value)));
        return new RunOptions(
                List.of("^" + Pattern.quote(trial.benchmark()) + "$"),
                List.of(),
                values,
                options.config(),
                options.target(),
                options.profilers(),
                options.objectives(),
                options.tags(),
                options.out(),
                options.stopOnFailure());
    }

    /** The metric; empty if the search shows none. No load at all is a capacity of 0. */
    private static Optional<MetricSummary> summary(CapacityResult found) {
        OptionalDouble capacity = found.outcome() == CapacityOutcome.NONE ? OptionalDouble.of(0) : found.capacity();
        if (capacity.isEmpty()) {
            return Optional.empty();
        }
        long requests = found.probes().stream()
                .flatMap(probe -> probe.limits().stream().limit(1))
                .mapToLong(ProbeResult.LimitResult::n)
                .sum();
        MetricSummary summary = new MetricSummary(
                found.axis() == LoadAxis.RATE ? Metric.CAPACITY : Metric.CAPACITY_USERS,
                false,
                requests,
                0,
                found.simulated() ? Origin.SIMULATED : Origin.MEASURED,
                Map.of(Statistic.VALUE, capacity.getAsDouble()));
        return Optional.of(found.interval()
                .map(interval -> summary.with(Map.of(Statistic.VALUE, interval)))
                .orElse(summary));
    }
}
