package io.varcas.reports.chart;

import io.varcas.reports.DoubleSeries;
import io.varcas.setting.Layer;
import io.varcas.sla.Objective;
import io.varcas.tune.capacity.CapacityResult;
import io.varcas.tune.capacity.ProbeResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Goodput and each objective over the load, with the capacity marked. */
public final class CapacityCharts {

    /** Ratio of the greatest to the least value from which an axis is logarithmic. */
    private static final double WIDE = 20;

    private final CapacityResult result;
    private final List<ProbeResult> probes;

    private CapacityCharts(CapacityResult result) {
        this.result = result;
        this.probes = result.byLoad();
    }

    /** Returns the chart of goodput, then one for each objective. */
    public static List<Chart> of(CapacityResult result) {
        CapacityCharts charts = new CapacityCharts(result);
        List<Chart> all = new ArrayList<>(List.of(charts.goodput()));
        for (int i = 0; i < result.objectives().size(); i++) {
            all.add(charts.objective(i));
        }
        return all.stream().filter(chart -> !chart.isEmpty()).toList();
    }

    private Chart goodput() {
        return Chart.of(
                        "Throughput and goodput over " + result.axis().setting(),
                        "Requests completed each second, and those of them within the bounds on percentiles. A run"
                                + " beyond the capacity ends while its queue still grows.",
                        loads(),
                        Axis.linear("rate", "1/s"),
                        List.of(
                                line("completed", ProbeResult::completedPerSecond),
                                line("goodput", ProbeResult::goodputPerSecond)))
                .withRules(marks());
    }

    private Chart objective(int index) {
        Objective objective = Objective.parse(result.objectives().get(index), Layer.DEFAULT);
        ToDoubleFunction<ProbeResult> value =
                probe -> probe.limits().get(index).value().orElse(Double.NaN);
        List<ReferenceLine> rules = new ArrayList<>(marks());
        rules.add(new ReferenceLine(false, objective.bound(), "objective"));
        String label = objective.subject().label();
        return Chart.of(
                        label + " over " + result.axis().setting(),
                        "One mark for each run. Infinite values, among failed requests, are not drawn.",
                        loads(),
                        axis(label, objective.subject().unit().symbol(), value),
                        List.of(line(label, value)))
                .withRules(rules);
    }

    private Axis loads() {
        return axis(result.axis().setting(), result.axis().unit(), ProbeResult::load);
    }

    private Axis axis(String label, String unit, ToDoubleFunction<ProbeResult> value) {
        double[] sorted = probes.stream()
                .mapToDouble(value)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        boolean wide = sorted.length > 1 && sorted[0] > 0 && sorted[sorted.length - 1] / sorted[0] >= WIDE;
        return wide ? Axis.log(label, unit) : Axis.linear(label, unit);
    }

    private Series line(String name, ToDoubleFunction<ProbeResult> value) {
        List<ProbeResult> known = probes.stream()
                .filter(probe -> probe.decision() != ProbeResult.Decision.UNUSABLE)
                .filter(probe -> Double.isFinite(value.applyAsDouble(probe)))
                .toList();
        return new Series(
                name,
                Series.Look.MARKED,
                DoubleSeries.of(known.stream().mapToDouble(ProbeResult::load)),
                DoubleSeries.of(known.stream().mapToDouble(value)),
                known.stream()
                        .map(probe -> "run " + probe.number() + ", "
                                + probe.decision().label())
                        .toList());
    }

    private List<ReferenceLine> marks() {
        List<ReferenceLine> marks = new ArrayList<>();
        result.capacity().ifPresent(value -> marks.add(new ReferenceLine(true, value, "capacity")));
        result.interval().ifPresent(interval -> {
            marks.add(new ReferenceLine(true, interval.low(), ""));
            marks.add(new ReferenceLine(true, interval.high(), ""));
        });
        return marks;
    }
}
