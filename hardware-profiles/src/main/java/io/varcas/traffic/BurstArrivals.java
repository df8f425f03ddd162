package io.varcas.traffic;

import io.varcas.validation.Violations;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Many requests in the same instant, once or again and again: the thundering herd. The k-th burst (from 0) arrives at
 * {@code first + k * every}.
 *
 * @param requests how many arrive together, at least 1
 * @param every time between bursts, above 0; null for a single burst
 * @param first when the first burst arrives, at least 0
 */
public record BurstArrivals(int requests, @Nullable Duration every, Duration first) implements ArrivalProcess {

    /**
     * @throws IllegalArgumentException if there are no requests, the time between bursts is not above 0, or the first burst is before
     *     the start
     */
    public BurstArrivals {
        Violations faults = Violations.in("burst arrivals")
                .atLeast(1, "burst", requests, "requests")
                .notNegative("time of the first burst", Timing.seconds(first), "seconds");
        if (every != null) {
            faults.positive("time between bursts", Timing.seconds(every), "seconds");
        }
        faults.raise();
    }

    /** Bursts of which the first arrives at the start. */
    public BurstArrivals(int requests, @Nullable Duration every) {
        this(requests, every, Duration.ZERO);
    }

    /** Returns the single burst of that many requests at the start. */
    public static BurstArrivals once(int requests) {
        return new BurstArrivals(requests, null);
    }

    @Override
    public ArrivalSequence sequence(Seed seed) {
        long gapNanos = every == null ? 0 : every.toNanos();
        long firstNanos = first.toNanos();
        return new ArrivalSequence() {
            private long count;

            @Override
            public boolean hasNext() {
                return every != null || count < requests;
            }

            @Override
            public long nextNanos() {
                if (!hasNext()) {
                    throw new NoSuchElementException("all " + requests + " requests of the burst have arrived");
                }
                return firstNanos + (count++ / requests) * gapNanos;
            }
        };
    }

    /** Returns the mean rate of repeated bursts; empty for a single one. */
    @Override
    public OptionalDouble meanRatePerSecond() {
        return every == null ? OptionalDouble.empty() : OptionalDouble.of(requests / Timing.seconds(every));
    }

    @Override
    public String describe() {
        String since = first.isZero() ? "" : " from " + NumberFormat.time(first);
        return every == null
                ? "one burst of " + requests + " requests at " + NumberFormat.time(first)
                : "bursts of " + requests + " requests every " + NumberFormat.time(every) + since;
    }
}
