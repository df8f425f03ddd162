package io.varcas.profiler;

import java.util.List;
import java.util.OptionalDouble;

/**
 * One moment of a time series.
 *
 * @param elapsedNanos when, on the clock of the load
 * @param values one number for each column; absent where nothing was measured
 */
public record Row(long elapsedNanos, List<OptionalDouble> values) {

    /** Copies the values. */
    public Row {
        values = List.copyOf(values);
    }
}
