package io.varcas.profiler.host;

import io.varcas.profiler.Reading;
import io.varcas.profiler.SeriesRecorder;
import java.util.List;
import java.util.OptionalDouble;

/** One part of the telemetry; used by one thread. */
interface Instrument extends AutoCloseable {

    /** Returns the measured quantities, one for each column. */
    List<SeriesRecorder.Measure> measures();

    /**
     * Reads what happened since the last reading.
     *
     * @param seconds time since then; 0 for the first reading
     * @return a number for each measure; absent where there is none on this machine
     */
    List<OptionalDouble> read(double seconds);

    /** The measurement phase begin; a reading was just taken. */
    default void begin() {}

    /** The measurement phase ended; a reading was just taken. */
    default void end() {}

    /** Returns what it can say of the measurement phase beyond its columns. */
    default List<Reading> readings() {
        return List.of();
    }

    @Override
    default void close() {}
}
