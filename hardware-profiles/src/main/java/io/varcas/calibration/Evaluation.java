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
 * The accuracy of the model on measured results, per group (a model on an accelerator) and overall: uncalibrated, and
 * calibrated on all other groups.
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
        grouped.forEach((group, members) -> groups.put(group, Errors.of(members, others(rows, group))));
        return new Evaluation(groups, Errors.of(rows, groups), rows);
    }

    private static List<Row> others(List<Row> rows, String group) {
        return rows.stream()
                .filter(row -> !row.observation().group().equals(group))
                .toList();
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

        private static Errors of(List<Row> rows, List<Row> others) {
            return new Errors(
                    Pair.of(rows, others, point -> point.measured().tpotSeconds(), MeanPrediction::tpotSeconds),
                    Pair.of(rows, others, point -> point.measured().ttftSeconds(), MeanPrediction::ttftSeconds),
                    Pair.of(rows, others, Observation::throughput, MeanPrediction::outputTokensPerSecond));
        }

        /** Over all rows; their intervals stay those of their groups. */
        private static Errors of(List<Row> rows, Map<String, Errors> groups) {
            Errors all = of(rows, List.of());
            return new Errors(
                    all.tpot.covering(groups, Errors::tpot),
                    all.ttft.covering(groups, Errors::ttft),
                    all.throughput.covering(groups, Errors::throughput));
        }
    }

    /**
     * Errors before and after calibration.
     *
     * @param uncalibrated by plain physics
     * @param calibrated with coefficients fitted to other groups
     * @param covered measurements inside the interval that the errors on the other groups give the calibrated prediction, wider
     *     where kernels are less well known
     */
    public record Pair(RelativeErrors uncalibrated, RelativeErrors calibrated, int covered) {

        private static Pair of(
                List<Row> rows,
                List<Row> others,
                Function<Observation, OptionalDouble> measured,
                ToDoubleFunction<MeanPrediction> predicted) {
            List<Double> before = errors(rows, measured, row -> predicted.applyAsDouble(row.uncalibrated()));
            List<Double> after = errors(rows, measured, row -> predicted.applyAsDouble(row.calibrated()));
            RelativeErrors elsewhere =
                    RelativeErrors.of(errors(others, measured, row -> predicted.applyAsDouble(row.calibrated())));
            int covered = 0;
            for (Row row : rows) {
                RelativeErrors expected = elsewhere.widenedFor(
                        row.observation().deployment().kernels().evidence());
                covered +=
                        (int) errors(List.of(row), measured, one -> predicted.applyAsDouble(one.calibrated())).stream()
                                .filter(expected::covers)
                                .count();
            }
            return new Pair(RelativeErrors.of(before), RelativeErrors.of(after), covered);
        }

        private Pair covering(Map<String, Errors> groups, Function<Errors, Pair> metric) {
            int sum = groups.values().stream()
                    .mapToInt(errors -> metric.apply(errors).covered)
                    .sum();
            return new Pair(uncalibrated, calibrated, sum);
        }

        private static List<Double> errors(
                List<Row> rows, Function<Observation, OptionalDouble> measured, ToDoubleFunction<Row> predicted) {
            List<Double> errors = new ArrayList<>();
            for (Row row : rows) {
                measured.apply(row.observation())
                        .ifPresent(value -> errors.add(predicted.applyAsDouble(row) / value - 1));
            }
            return errors;
        }
    }
}
