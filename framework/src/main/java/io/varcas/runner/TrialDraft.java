package io.varcas.runner;

import io.varcas.accuracy.AccuracyResult;
import io.varcas.metric.Measurements;
import io.varcas.metric.MetricSet;
import io.varcas.metric.Outcome;
import io.varcas.metric.Validity;
import io.varcas.result.ForkResult;
import io.varcas.result.Status;
import io.varcas.result.Timing;
import io.varcas.result.TrialResult;
import io.varcas.result.WindowResult;
import io.varcas.sla.Verdict;
import io.varcas.workload.LoadShape;
import io.varcas.workload.Windows;
import io.varcas.workload.WorkloadPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What of a trial's result is known from its plan and its forks, before any number. */
record TrialDraft(WorkloadPlan plan, List<ForkResult> forks) {

    /** Returns the result of a trial that was measured. */
    TrialResult result(Measurements measured, MetricSet metrics, Validity validity, Optional<AccuracyResult> accuracy) {
        return result(
                status(),
                forks.stream().flatMap(fork -> fork.error().stream()).findFirst(),
                measured.counts().outcomes(),
                mostFrequentFirst(measured.counts().errors()),
                metrics,
                measured.windows().stream()
                        .map(window -> new WindowResult(
                                window.fork(),
                                window.window(),
                                window.span().startNanos() / 1e6,
                                window.span().endNanos() / 1e6,
                                window.metrics()))
                        .toList(),
                validity,
                accuracy);
    }

    /** Returns the result of a trial that could not be run or reckoned. */
    TrialResult failed(Throwable failure) {
        String message = Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
        return result(
                Status.FAILED,
                Optional.of(message),
                Map.of(),
                Map.of(),
                MetricSet.of(List.of()),
                List.of(),
                new Validity(List.of()),
                Optional.empty());
    }

    private TrialResult result(
            Status status,
            Optional<String> error,
            Map<Outcome, Long> outcomes,
            Map<String, Long> errors,
            MetricSet metrics,
            List<WindowResult> windows,
            Validity validity,
            Optional<AccuracyResult> accuracy) {
        Windows planned = plan.windows();
        return new TrialResult(
                plan.spec().className(),
                plan.spec().name(),
                plan.spec().description(),
                plan.params(),
                plan.settings().values(),
                plan.load().describe(),
                plan.load() instanceof LoadShape.Closed closed ? OptionalInt.of(closed.users()) : OptionalInt.empty(),
                plan.request().model().orElse(""),
                plan.seed().value(),
                status,
                error,
                new Timing(
                        planned.warmups(),
                        planned.warmupTime(),
                        planned.measurements(),
                        planned.measurementTime(),
                        planned.drainLimit()),
                forks,
                outcomes,
                errors,
                metrics,
                windows,
                plan.spec().objectives().stream()
                        .map(objective -> Verdict.of(objective, metrics))
                        .toList(),
                validity,
                accuracy,
                Optional.empty());
    }

    private static Map<String, Long> mostFrequentFirst(Map<String, Long> errors) {
        Map<String, Long> sorted = new LinkedHashMap<>();
        errors.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(error -> sorted.put(error.getKey(), error.getValue()));
        return sorted;
    }

    private Status status() {
        if (forks.stream().anyMatch(fork -> fork.status() == Status.FAILED)) {
            return Status.FAILED;
        }
        boolean whole = forks.size() == Math.max(1, plan.forks().count())
                && forks.stream().allMatch(fork -> fork.status() == Status.COMPLETED);
        return whole ? Status.COMPLETED : Status.INTERRUPTED;
    }
}
