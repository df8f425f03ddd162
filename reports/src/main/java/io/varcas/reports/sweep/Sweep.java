package io.varcas.reports.sweep;

import io.varcas.metric.MetricKey;
import io.varcas.result.RunResult;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The trials of a workload over the values of its parameters. The <em>axis</em> is the parameter that is walked along a line: the one with
 * most values, of equal ones the one that says how much load there is, then the first.
 *
 * @param workload its name
 * @param axis the parameter that is walked along
 * @param others parameters that vary besides
 * @param points completed trials, in the order of the axis
 * @param gpus accelerators of the server, if it says so
 */
public record Sweep(String workload, String axis, List<String> others, List<SweepPoint> points, OptionalInt gpus) {

    private static final List<String> LOAD = List.of("rate", "users", "concurrency");

    /** Fact of a target that says how many accelerators it has. */
    private static final String GPUS = "gpus";

    /** Reading of a prediction that says the same. */
    private static final String ACCELERATORS = "accelerators";

    /** Copies the lists. */
    public Sweep {
        others = List.copyOf(others);
        points = List.copyOf(points);
    }

    /** Finds the sweeps of a run: a workload with at least two completed trials that differ in a parameter. */
    public static List<Sweep> of(RunResult result) {
        return of(List.of(result));
    }

    /** Finds the sweeps of several runs, in which the difference of their servers is one more parameter ({@link ServerDifference}). */
    public static List<Sweep> of(List<RunResult> runs) {
        Map<String, List<TrialResult>> workloads = ServerDifference.of(runs).trials().stream()
                .filter(trial -> trial.status() == Status.COMPLETED)
                .collect(Collectors.groupingBy(TrialResult::name, LinkedHashMap::new, Collectors.toList()));
        Set<OptionalInt> counts = runs.stream().map(Sweep::gpus).collect(Collectors.toSet());
        OptionalInt gpus = counts.size() == 1 ? counts.iterator().next() : OptionalInt.empty();
        List<Sweep> sweeps = new ArrayList<>();
        workloads.forEach((name, trials) -> of(name, trials, gpus).ifPresent(sweeps::add));
        return sweeps;
    }

    private static Optional<Sweep> of(String name, List<TrialResult> trials, OptionalInt gpus) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        trials.forEach(trial -> trial.params()
                .forEach((param, value) -> values.computeIfAbsent(param, key -> new LinkedHashSet<>())
                        .add(value)));
        values.values().removeIf(set -> set.size() < 2);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        String axis = Collections.max(
                values.keySet(),
                Comparator.comparingInt((String param) ->
                                values.getOrDefault(param, Set.of()).size())
                        .thenComparing(param -> LOAD.contains(param)));
        List<String> others =
                values.keySet().stream().filter(param -> !param.equals(axis)).toList();
        List<SweepPoint> points = trials.stream()
                .map(trial -> new SweepPoint(trial, axis + "=" + trial.params().getOrDefault(axis, "")))
                .sorted(Comparator.comparingDouble(
                        point -> number(point.trial().params().getOrDefault(axis, ""))))
                .toList();
        return Optional.of(new Sweep(name, axis, others, points, gpus));
    }

    /** Returns whether the axis is the load: a rate, users or concurrency. */
    public boolean isOverLoad() {
        return LOAD.contains(axis);
    }

    /** Returns the place of a trial on the axis; {@link Double#NaN} if its value is no number. */
    public double place(SweepPoint point) {
        double place = number(point.trial().params().getOrDefault(axis, ""));
        return place == Double.MAX_VALUE ? Double.NaN : place;
    }

    /** Returns the trials that differ in nothing but the axis, by what they have in common. */
    public Map<String, List<SweepPoint>> lines() {
        Map<String, List<SweepPoint>> lines = new LinkedHashMap<>();
        for (SweepPoint point : points) {
            String name = others.stream()
                    .map(other -> other + "=" + point.trial().params().getOrDefault(other, ""))
                    .collect(Collectors.joining(", "));
            lines.computeIfAbsent(name.isEmpty() ? workload : name, key -> new ArrayList<>())
                    .add(point);
        }
        return lines;
    }

    /** Returns the values of a parameter, smallest first. */
    public List<String> values(String param) {
        return points.stream()
                .map(point -> point.trial().params().getOrDefault(param, ""))
                .distinct()
                .sorted(Comparator.comparingDouble(Sweep::number))
                .toList();
    }

    /** Returns the highest percentile of TTFT that every trial supports; from the intended send, if that is known. */
    public MetricKey ttft() {
        for (String metric : List.of("ttft", "ttft.service")) {
            for (String percentile : List.of("p99", "p95", "p90", "p50")) {
                MetricKey key = MetricKey.parse(metric + "." + percentile);
                if (points.stream().allMatch(point -> !Double.isNaN(point.value(key)))) {
                    return key;
                }
            }
        }
        return MetricKey.parse("ttft.p50");
    }

    /** As the server says; else as the prediction has it of the hardware that was declared or is simulated, if all trials agree. */
    private static OptionalInt gpus(RunResult result) {
        String said = result.target().facts().get(GPUS);
        if (said != null) {
            double gpus = number(said);
            return gpus == Double.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(Math.max(1, (int) gpus));
        }
        int[] predicted = result.trials().stream()
                .flatMap(trial -> trial.prediction().stream())
                .flatMap(prediction -> prediction.readings().stream())
                .filter(reading -> reading.name().equals(ACCELERATORS))
                .flatMapToDouble(reading -> reading.value().stream())
                .mapToInt(value -> (int) value)
                .distinct()
                .toArray();
        return predicted.length == 1 ? OptionalInt.of(predicted[0]) : OptionalInt.empty();
    }

    /** Words sort after numbers, in their own order. */
    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException word) {
            return Double.MAX_VALUE;
        }
    }
}
