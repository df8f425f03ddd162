package io.varcas.junit;

import io.varcas.accuracy.AccuracyMargin;
import io.varcas.compare.Comparison;
import io.varcas.compare.match.CompareOptions;
import io.varcas.compare.match.Side;
import io.varcas.metric.MetricKey;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.RunVerdict;
import io.varcas.result.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;

/** Assertions on a run; an assertion on a number must pass in every trial. */
public final class RunResultAssert extends AbstractAssert<RunResultAssert, RunResult> {

    RunResultAssert(RunResult actual) {
        super(actual, RunResultAssert.class);
    }

    /**
     * Asserts that every trial ran to its end, is valid, and met every objective and its accuracy threshold, and that there is at least one
     * of these.
     */
    public RunResultAssert meetsSla() {
        isNotNull();
        if (actual.verdict() != RunVerdict.MET) {
            failWithMessage("%s", Shortfalls.explain(actual));
        }
        return this;
    }

    /** Asserts that every trial completed and is valid. */
    public RunResultAssert isValid() {
        isNotNull();
        if (actual.status() != Status.COMPLETED) {
            failWithMessage("%s", "the run is " + actual.status().label());
        }
        actual.trials()
                .forEach(trial ->
                        new TrialResultAssert(trial).as(descriptionText()).isValid());
        return this;
    }

    /**
     * Starts an assertion on a number, in each trial.
     *
     * @param key metric and statistic as in objectives and tables: {@code ttft.p99}, {@code goodput},
     *     {@code predicted.ttft.p99}
     * @throws IllegalArgumentException if there is no such number; the message proposes the nearest
     */
    public MetricAssert metric(String key) {
        isNotNull();
        return new MetricAssert(actual.trials(), key).as(descriptionText());
    }

    /**
     * Asserts that no metric is worse than the baseline's, beyond chance, and that this could be told: of each of the metrics
     * named, or of at least one latency if none is. Repeats decide. One run with the usual three windows tells nothing: then
     * the assertion fails, and says so; {@code measurement.iterations=10} on both sides is a beginning.
     *
     * @param baseline an earlier run of the same workload
     * @param metrics metrics that must not be worse; none for those that a comparison looks at
     * @throws IllegalArgumentException if there is no such metric; the message proposes the nearest
     */
    public RunResultAssert isNotSlowerThan(RunResult baseline, String... metrics) {
        return isNotSlowerThan(
                baseline,
                CompareOptions.DEFAULT.withMetrics(
                        Stream.of(metrics).map(MetricKey::parse).toList()));
    }

    /**
     * Asserts the same, of a bundle on disk.
     *
     * @param baseline folder of the bundle, or its {@code result.json}
     * @param metrics metrics that must not be worse; none for those that a comparison looks at
     * @throws IllegalArgumentException if there is no such metric; the message proposes the nearest
     * @throws UncheckedIOException if there is no such bundle, or it is damaged
     */
    public RunResultAssert isNotSlowerThan(Path baseline, String... metrics) {
        try {
            return isNotSlowerThan(ResultBundle.open(baseline).result(), metrics);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable.getMessage(), unreadable);
        }
    }

    /**
     * Asserts the same, compared otherwise: with another confidence, another smallest change worth knowing.
     *
     * @param baseline an earlier run of the same workload
     * @param options how to compare
     */
    public RunResultAssert isNotSlowerThan(RunResult baseline, CompareOptions options) {
        isNotNull();
        Comparison comparison = Comparison.of(side(baseline), side(actual), options);
        Slowdown.explain(comparison).ifPresent(slower -> failWithMessage("%s", slower + Shortfalls.simulated(actual)));
        return this;
    }

    /**
     * Asserts that every trial with graded outputs loses less accuracy than a margin, and that the sample proves it: the whole interval of
     * the change of the mean score is above the negative margin. A sample that is too small to prove it fails the assertion, and the
     * message tells the smallest loss that it can detect.
     *
     * @param baseline an earlier run of the same workload with the same scorer
     * @param margin accepted loss: points of the score as in {@code 0.01}, a share as in {@code 1%}, {@code mlperf-99} or
     *     {@code mlperf-99.9}
     * @throws IllegalArgumentException if it is no margin
     */
    public RunResultAssert isNotLessAccurateThan(RunResult baseline, String margin) {
        isNotNull();
        List<String> losses = AccuracyLoss.explain(baseline, actual, AccuracyMargin.parse(margin));
        if (!losses.isEmpty()) {
            failWithMessage("%s", String.join(System.lineSeparator() + "  ", losses) + Shortfalls.simulated(actual));
        }
        return this;
    }

    /**
     * Asserts the same with a margin of 0.01, one point of the score.
     *
     * @param baseline an earlier run of the same workload with the same scorer
     */
    public RunResultAssert isNotLessAccurateThan(RunResult baseline) {
        return isNotLessAccurateThan(baseline, AccuracyMargin.DEFAULT.text());
    }

    /**
     * Asserts the same with a margin of 0.01, of a bundle on disk.
     *
     * @param baseline folder of the bundle, or its {@code result.json}
     * @throws UncheckedIOException if there is no such bundle, or it is damaged
     */
    public RunResultAssert isNotLessAccurateThan(Path baseline) {
        try {
            return isNotLessAccurateThan(ResultBundle.open(baseline).result());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable.getMessage(), unreadable);
        }
    }

    private static Side side(RunResult run) {
        return new Side(run.id(), List.of(run));
    }
}
