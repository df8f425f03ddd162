package io.varcas.metric;

import java.util.HashMap;
import java.util.Map;

/**
 * Index of dispersion of counts: variance over mean of the number of events in each whole second of a stretch. 1 for a Poisson
 * process, 0 for a metronome, more for bursts.
 */
final class Dispersion {

    private static final long BIN_NANOS = 1_000_000_000L;
    private static final int FEWEST_BINS = 10;

    private Span span = new Span(0, 0);

    /** Counts of the seconds that have any: a stretch may be years, and hold two events. */
    private final Map<Long, Long> counts = new HashMap<>();

    private long bins;
    private double weighted;
    private long weight;

    /** Begins a stretch; what was counted in the one before is kept. */
    void begin(Span stretch) {
        close();
        span = stretch;
        bins = stretch.nanos() / BIN_NANOS;
    }

    void add(long nanos) {
        long bin = Math.floorDiv(nanos - span.startNanos(), BIN_NANOS);
        if (bin >= 0 && bin < bins) {
            counts.merge(bin, 1L, Long::sum);
        }
    }

    /** Returns the index over all stretches, weighted by their seconds; NaN if none had ten whole seconds and an event. */
    double index() {
        close();
        return weight == 0 ? Double.NaN : weighted / weight;
    }

    private void close() {
        double events = counts.values().stream().mapToLong(Long::longValue).sum();
        double mean = events / bins;
        if (bins >= FEWEST_BINS && events > 0) {
            double squares = counts.values().stream()
                    .mapToDouble(count -> (count - mean) * (count - mean))
                    .sum();
            squares += (bins - counts.size()) * mean * mean;
            weighted += squares / (bins - 1) / mean * bins;
            weight += bins;
        }
        bins = 0;
        counts.clear();
    }
}
