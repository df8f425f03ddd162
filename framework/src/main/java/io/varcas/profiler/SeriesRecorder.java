package io.varcas.profiler;

import io.varcas.profiler.Aggregate.Weighted;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Collects the rows of a series and sums up those of the measurement phase. */
public final class SeriesRecorder {

    /**
     * A column and the numbers its measured rows are summed up in.
     *
     * @param column the column
     * @param aggregates its readings
     */
    public record Measure(Column column, List<Aggregate> aggregates) {

        public Measure {
            aggregates = List.copyOf(aggregates);
        }

        public static Measure of(String name, String unit, Aggregate... aggregates) {
            return new Measure(new Column(name, unit), List.of(aggregates));
        }
    }

    private final String name;
    private final List<Measure> measures;
    private final List<Row> rows = new ArrayList<>();
    private long beginNanos = Long.MIN_VALUE;
    private long endNanos = Long.MAX_VALUE;

    public SeriesRecorder(String name, List<Measure> measures) {
        this.name = name;
        this.measures = List.copyOf(measures);
    }

    public void add(long elapsedNanos, List<OptionalDouble> values) {
        rows.add(new Row(elapsedNanos, values));
    }

    /** Rows after this moment count; a row taken at the moment itself closes the time before it. */
    public void begin(long elapsedNanos) {
        beginNanos = elapsedNanos;
    }

    /** Rows after this moment count no longer. */
    public void end(long elapsedNanos) {
        endNanos = elapsedNanos;
    }

    public TimeSeries series() {
        return new TimeSeries(name, measures.stream().map(Measure::column).toList(), rows);
    }

    public List<Reading> summary() {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < measures.size(); i++) {
            Column column = measures.get(i).column();
            List<Weighted> values = measured(i);
            for (Aggregate aggregate : measures.get(i).aggregates()) {
                OptionalDouble value = aggregate.of(values);
                readings.add(new Reading(
                        aggregate.readingOf(column), column.unit(), value, value.isPresent() ? "" : "not measured"));
            }
        }
        return readings;
    }

    private List<Weighted> measured(int column) {
        List<Weighted> values = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            long at = rows.get(i).elapsedNanos();
            OptionalDouble value = rows.get(i).values().get(column);
            if (at > beginNanos && at <= endNanos && value.isPresent()) {
                long since = i == 0 ? at : rows.get(i - 1).elapsedNanos();
                values.add(new Weighted(value.getAsDouble(), (at - since) / 1e9));
            }
        }
        return values;
    }
}
