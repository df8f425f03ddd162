package io.varcas.profiler;

import java.util.OptionalDouble;

/**
 * One number that sums up what a profiler saw in the measurement phase.
 *
 * @param name dotted name, such as {@code client.gc.pause.max}
 * @param unit its unit
 * @param value the number; absent if it was not measured
 * @param note why it is absent, or how it came about if that is not plain; may be empty
 */
public record Reading(String name, String unit, OptionalDouble value, String note) {

    private static final String INCOMPLETE = "incomplete: the profiler broke";

    /** Returns a number that speaks for itself. */
    public static Reading of(String name, String unit, double value) {
        return new Reading(name, unit, OptionalDouble.of(value), "");
    }

    /** Returns this number with a note that what it sums up is not all of the measurement phase. */
    Reading incomplete() {
        return new Reading(name, unit, value, note.isEmpty() ? INCOMPLETE : INCOMPLETE + "; " + note);
    }

    public static Reading absent(String name, String unit, String reason) {
        return new Reading(name, unit, OptionalDouble.empty(), reason);
    }
}
