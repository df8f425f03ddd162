package io.varcas.traffic;

import io.varcas.validation.Violations;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.OptionalDouble;

/** Recorded arrivals, replayed as they were or with their time stretched; the seed has no say. */
public final class ReplayedArrivals implements ArrivalProcess {

    private final long[] offsetsNanos;
    private final double timeScale;

    /**
     * @param offsetsNanos nanoseconds since the start of the recording, each at least 0, never decreasing; copied
     * @param timeScale what every offset is multiplied by, above 0: 1 as recorded, 0.5 twice as fast, 2 half as fast
     * @throws IllegalArgumentException if there are no offsets, they go back or below 0 (naming the first that does), or
     *     the scale is not positive and finite
     */
    public ReplayedArrivals(long[] offsetsNanos, double timeScale) {
        Violations faults = Violations.in("replayed arrivals").positive("time scale", timeScale, "(factor)");
        if (offsetsNanos.length == 0) {
            faults.find("no offsets were given; give at least one");
        }
        long previous = 0;
        for (int i = 0; i < offsetsNanos.length; i++) {
            if (offsetsNanos[i] < previous) {
                faults.find("offset [" + i + "] is " + offsetsNanos[i] + " ns, before " + previous
                        + " ns; offsets must start at 0 or later and never go back: sort them");
                break;
            }
            previous = offsetsNanos[i];
        }
        faults.raise();
        this.offsetsNanos = offsetsNanos.clone();
        this.timeScale = timeScale;
    }

    @Override
    public ArrivalSequence sequence(Seed seed) {
        return new ArrivalSequence() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < offsetsNanos.length;
            }

            @Override
            public long nextNanos() {
                if (!hasNext()) {
                    throw new NoSuchElementException("all " + offsetsNanos.length + " recorded arrivals were replayed");
                }
                return (long) StrictMath.rint(offsetsNanos[next++] * timeScale);
            }
        };
    }

    /** Returns empty: a recording ends. */
    @Override
    public OptionalDouble meanRatePerSecond() {
        return OptionalDouble.empty();
    }

    @Override
    public String describe() {
        double seconds = offsetsNanos[offsetsNanos.length - 1] / Timing.NANOS_PER_SECOND;
        return "replay of " + offsetsNanos.length + " arrivals over " + NumberFormat.number(seconds * timeScale) + "s"
                + (timeScale == 1 ? "" : " (recorded time x " + NumberFormat.number(timeScale) + ")");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReplayedArrivals replayed
                && timeScale == replayed.timeScale
                && Arrays.equals(offsetsNanos, replayed.offsetsNanos);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(offsetsNanos) + Double.hashCode(timeScale);
    }

    @Override
    public String toString() {
        return "ReplayedArrivals[" + offsetsNanos.length + " arrivals, timeScale=" + timeScale + "]";
    }
}
