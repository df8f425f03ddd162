package io.varcas.runner;

import io.varcas.load.LoadRun;
import io.varcas.metric.LoadContext;
import io.varcas.metric.MetricSet;
import io.varcas.metric.Origin;
import io.varcas.result.ForkResult;
import io.varcas.result.ResultBundle;
import io.varcas.result.Timing;
import io.varcas.result.TrialResult;
import io.varcas.result.TrialResultBuilder;
import io.varcas.runner.trial.LogMetrics;
import io.varcas.setting.PromptSettings;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.Settings;
import io.varcas.setting.type.SettingException;
import io.varcas.sla.Objective;
import io.varcas.sla.ObjectiveOverrides;
import io.varcas.sla.Verdict;
import io.varcas.workload.LoadResolver;
import io.varcas.workload.LoadShape;
import io.varcas.workload.SessionPlan;
import io.varcas.workload.Windows;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges results by other objectives than those of their runs, by the same code. The samples come from the request logs, so that bounds on
 * percentiles are decided as in a run, and the goodput is that of the new bounds; a trial without a log is judged by the numbers in its result.
 *
 * @param overrides the objectives beside those of the results, and in their place
 */
public record ObjectiveReview(ObjectiveOverrides overrides) {

    /**
     * Judges a bundle anew; the files of the bundle stay as they are.
     *
     * @param bundle the bundle
     * @return the bundle with other verdicts; the same one if nothing is to be overridden
     * @throws IOException if a request log cannot be read
     */
    public ResultBundle of(ResultBundle bundle) throws IOException {
        if (overrides.isEmpty()) {
            return bundle;
        }
        List<TrialResult> trials = new ArrayList<>();
        for (TrialResult trial : bundle.result().trials()) {
            List<Objective> objectives = overrides.over(
                    trial.objectives().stream().map(Verdict::objective).toList());
            trials.add(recomputed(bundle, trial, objectives).judgedBy(objectives));
        }
        return new ResultBundle(bundle.folder(), bundle.result().withTrials(trials));
    }

    private static TrialResult recomputed(ResultBundle bundle, TrialResult trial, List<Objective> objectives)
            throws IOException {
        Optional<LoadShape> load = load(trial);
        if (load.isEmpty() || !hasLogs(bundle, trial)) {
            return trial;
        }
        LogMetrics metrics = LogMetrics.of(
                trial.forkResults(),
                bundle::requestLog,
                context(trial, load.get(), objectives),
                load.get().cap().isEmpty(),
                fork -> request -> {});
        TrialResultBuilder result = trial.toBuilder()
                .metrics(known(trial.metrics(), metrics.measured().pooled()))
                .forks(metrics.forks());
        trial.cost().ifPresent(result::pricedAt);
        return result.build();
    }

    /** Returns metrics as they were computed now; one that the result does not have was not to be known, as in imports. */
    private static MetricSet known(MetricSet stored, MetricSet computed) {
        return stored.with(computed.all().stream()
                .filter(summary ->
                        stored.all().stream().anyMatch(known -> known.block().equals(summary.block())))
                .toList());
    }

    private static boolean hasLogs(ResultBundle bundle, TrialResult trial) throws IOException {
        for (ForkResult fork : trial.forkResults()) {
            if (bundle.requestLog(fork).isEmpty()) {
                return false;
            }
        }
        return !trial.forkResults().isEmpty();
    }

    private static LoadContext context(TrialResult trial, LoadShape load, List<Objective> objectives) {
        ResolvedSettings settings = ResolvedSettings.resolved(trial.settings());
        LoadContext context = LoadRun.contextOf(
                load,
                new SessionPlan(settings.get(PromptSettings.TURNS), settings.get(PromptSettings.PAUSE)),
                windows(trial.timing()),
                objectives,
                settings.get(Settings.STREAMING),
                origin(trial));
        return origin(trial) == Origin.IMPORTED
                ? new LoadContext(Origin.IMPORTED, context.bounds(), trial.users(), Duration.ZERO)
                : context;
    }

    private static Origin origin(TrialResult trial) {
        return trial.metrics().all().stream()
                .map(summary -> summary.origin())
                .findFirst()
                .orElse(Origin.MEASURED);
    }

    private static Windows windows(Timing timing) {
        return new Windows(
                timing.warmupIterations(),
                timing.warmupTime(),
                timing.measurementIterations(),
                timing.measurementTime(),
                timing.drainLimit());
    }

    /** Returns when requests were due; empty if the settings of another version do not tell it. */
    private static Optional<LoadShape> load(TrialResult trial) {
        try {
            return Optional.of(LoadResolver.resolve(
                    ResolvedSettings.resolved(trial.settings()),
                    Duration.ofNanos(windows(trial.timing()).measurementStartNanos())));
        } catch (SettingException unknown) {
            return Optional.empty();
        }
    }
}
