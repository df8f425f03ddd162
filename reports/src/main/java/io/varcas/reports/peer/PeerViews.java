package io.varcas.reports.peer;

import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import io.varcas.reports.log.RecordSink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The numbers that other tools would report for a trial, from the same chunks: for the requests due in the measurement
 * phase, over the time from its begin until the last of them ended.
 */
public final class PeerViews implements RecordSink {

    private static final double MILLIS = 1e3;

    private final List<PeerView> views = PeerView.all();
    private final Map<Integer, double[]> spans = new LinkedHashMap<>();

    /**
     * One row of the table: a number as each tool has it.
     *
     * @param name what it is
     * @param unit its unit
     * @param values its values in the order of {@link #names}; {@link Double#NaN} where a tool has none
     */
    public record Row(String name, String unit, List<Double> values) {

        /** Copies the values. */
        public Row {
            values = List.copyOf(values);
        }
    }

    @Override
    public void accept(int fork, RequestRecord request, boolean measured) {
        if (!measured) {
            return;
        }
        PeerTimes times = PeerTimes.of(request);
        double[] span =
                spans.computeIfAbsent(fork, key -> new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY});
        span[0] = Math.min(span[0], times.sent());
        span[1] = Math.max(span[1], times.closed());
        if (request.outcome() == Outcome.COMPLETED) {
            views.forEach(view -> view.add(request, times));
        }
    }

    /** Returns the seconds from the first send to the last end, summed over forks. */
    double seconds() {
        return spans.values().stream().mapToDouble(span -> span[1] - span[0]).sum();
    }

    List<PeerView> views() {
        return views;
    }

    /** Names of the tools. */
    public List<String> names() {
        return views.stream().map(PeerView::name).toList();
    }

    /** Returns each tool's counting rules, in the order of {@link #names}. */
    public List<String> rules() {
        return views.stream().map(PeerView::rules).toList();
    }

    /** Returns the numbers; none if no request completed. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        if (views.get(0).completed() == 0) {
            return rows;
        }
        for (PeerFigure figure : PeerFigure.values()) {
            String unit = figure == PeerFigure.TPOT ? "ms/token" : "ms";
            rows.add(row(figure + " mean", unit, view -> MILLIS * view.mean(figure)));
            for (int percent : List.of(50, 90, 99)) {
                rows.add(row(figure + " p" + percent, unit, view -> MILLIS * view.quantile(figure, percent / 100.0)));
            }
        }
        rows.add(row("requests", "1/s", view -> view.completed() / seconds()));
        rows.add(row("output tokens", "1/s", view -> view.outputTokens() / seconds()));
        return rows;
    }

    private Row row(String name, String unit, ToDoubleFunction<PeerView> number) {
        return new Row(name, unit, views.stream().map(number::applyAsDouble).toList());
    }
}
