package io.varcas.runner.trial;

import io.varcas.metric.Measurements;
import io.varcas.metric.Span;
import io.varcas.result.ForkResult;
import io.varcas.result.Status;
import io.varcas.result.Timing;
import io.varcas.result.TrialResult;
import io.varcas.result.TrialResultBuilder;
import io.varcas.result.WindowResult;
import io.varcas.validation.FailureText;
import io.varcas.workload.LoadShape;
import io.varcas.workload.Windows;
import io.varcas.workload.WorkloadPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The part of a trial's result that is known from its plan and its forks, before metrics are computed. */
public record TrialResultDraft(WorkloadPlan plan, List<ForkResult> forks) {

    /** Error of a trial whose run ended before it did. */
    public static final String UNFINISHED = "the run ended before the result of this trial was computed";

    /** Returns the result of a trial that was measured. */
    TrialResultBuilder measured(Measurements measured) {
        return known().ended(
                        status(),
                        forks.stream().flatMap(fork -> fork.error().stream()).findFirst())
                .outcomes(measured.counts().outcomes())
                .errors(mostFrequentFirst(measured.counts().errors()))
                .windows(measured.windows().stream()
                        .map(window -> new WindowResult(
                                window.fork(),
                                window.window(),
                                window.span().startNanos() / 1e6,
                                window.span().endNanos() / 1e6,
                                window.metrics()))
                        .toList());
    }

    /** Returns the result of a trial that could not be run or computed. */
    public TrialResultBuilder failed(Throwable failure) {
        return known().ended(Status.FAILED, Optional.of(FailureText.of(failure)));
    }

    /** Returns the result of a trial under way, as a crash should leave it. */
    public TrialResultBuilder unfinished() {
        return known().ended(Status.INTERRUPTED, Optional.of(UNFINISHED));
    }

    private TrialResultBuilder known() {
        Windows planned = plan.windows();
        return TrialResult.builder(
                        plan.spec().className(),
                        plan.spec().name(),
                        new Timing(
                                planned.warmups(),
                                planned.warmupTime(),
                                planned.measurements(),
                                planned.measurementTime(),
                                planned.drainLimit()))
                .description(plan.spec().description())
                .params(plan.params())
                .settings(plan.settings().values())
                .load(
                        plan.describeLoad() + workDone(),
                        plan.load() instanceof LoadShape.Closed closed
                                ? OptionalInt.of(closed.mostInFlight())
                                : OptionalInt.empty())
                .model(plan.request().model().orElse(""))
                .seed(plan.seed().value())
                .forks(forks);
    }

    /** Says when a fixed amount of work was done, as what it is per second is per second of that time. */
    private String workDone() {
        if (forks.isEmpty()
                || !forks.stream().allMatch(fork -> fork.ranOutNanos().isPresent())) {
            return "";
        }
        double seconds = forks.stream()
                        .mapToLong(fork ->
                                fork.measured().stream().mapToLong(Span::nanos).sum())
                        .max()
                        .orElse(0)
                / 1e9;
        return String.format(Locale.ROOT, "; the work was done after %.1f s", seconds);
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
