package io.varcas.calibration;

import io.varcas.queueing.MeanPrediction;
import io.varcas.roofline.StepCoefficients;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * How well the model predicts what was measured, per group (a model on an accelerator) and over all: plain physics, and
 * calibrated on everything but the group judged.
 *
 * @param groups errors by group, sorted by name
 * @param overall errors over all rows
 * @param rows every row with what was predicted
 */
public record Evaluation(Map<String, Errors> groups, Errors overall, List<Row> rows) {

    /** Copies both. */
    public Evaluation {
        groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
        rows = List.copyOf(rows);
    }

    /**
     * Judges each group with coefficients fitted to all the others.
     *
     * @param observations measured points of at least two groups
     * @throws IllegalArgumentException if without some group too few points are left to fit
     */
    public static Evaluation leavingGroupsOut(List<Observation> observations) {
        return heldOut(observations, observations);
    }

    /**
     * Judges points with coefficients fitted to others; points of the same group as the one judged are left out of its
     * fit.
     *
     * @param fitted points to fit to
     * @param judged points to judge
     * @throws IllegalArgumentException if without some group too few points are left to fit
     */
    public static Evaluation heldOut(List<Observation> fitted, List<Observation> judged) {
        Map<String, StepCoefficients> byGroup = new LinkedHashMap<>();
        List<Row> rows = new ArrayList<>();
        for (Observation point : judged) {
            StepCoefficients coefficients = byGroup.computeIfAbsent(
                    point.group(),
                    group -> Calibration.acrossCoefficients(fitted.stream()
                            .filter(other -> !other.group().equals(group))
                            .toList()));
            rows.add(new Row(point, point.predict(StepCoefficients.DEFAULT, null), point.predict(coefficients, null)));
        }
        Map<String, List<Row>> grouped = new TreeMap<>();
        rows.forEach(row -> grouped.computeIfAbsent(row.observation().group(), group -> new ArrayList<>())
                .add(row));
        Map<String, Errors> groups = new LinkedHashMap<>();
        grouped.forEach((group, members) -> groups.put(group, Errors.of(members)));
        return new Evaluation(groups, Errors.of(rows), rows);
    }

    /**
     * A measured point and what was predicted for it.
     *
     * @param observation the point
     * @param uncalibrated by plain physics
     * @param calibrated with coefficients fitted to other groups
     */
    public record Row(Observation observation, MeanPrediction uncalibrated, MeanPrediction calibrated) {}

    /**
     * Errors by metric.
     *
     * @param tpot of the time per output token
     * @param ttft of the time to first token
     * @param throughput of output tokens per second, by Little's law where it was not published
     */
    public record Errors(Pair tpot, Pair ttft, Pair throughput) {

        private static Errors of(List<Row> rows) {
            return new Errors(
                    Pair.of(rows, point -> point.measured().tpotSeconds(), MeanPrediction::tpotSeconds),
                    Pair.of(rows, point -> point.measured().ttftSeconds(), MeanPrediction::ttftSeconds),
                    Pair.of(rows, Observation::throughput, MeanPrediction::outputTokensPerSecond));
        }
    }

    /**
     * Errors before and after calibration.
     *
     * @param uncalibrated by plain physics
     * @param calibrated with coefficients fitted to other groups
     */
    public record Pair(RelativeErrors uncalibrated, RelativeErrors calibrated) {

        private static Pair of(
                List<Row> rows,
                Function<Observation, OptionalDouble> measured,
                ToDoubleFunction<MeanPrediction> predicted) {
            List<Double> before = new ArrayList<>();
            List<Double> after = new ArrayList<>();
            for (Row row : rows) {
                measured.apply(row.observation()).ifPresent(value -> {
                    before.add(predicted.applyAsDouble(row.uncalibrated()) / value - 1);
                    after.add(predicted.applyAsDouble(row.calibrated()) / value - 1);
                });
            }
            return new Pair(RelativeErrors.of(before), RelativeErrors.of(after));
        }
    }
}
