package io.varcas.metric;

import java.util.Arrays;

/**
 * Index of dispersion of counts: variance over mean of the number of events in each whole second of a stretch. 1 for a Poisson
 * process, 0 for a metronome, more for bursts.
 */
final class Dispersion {

    private static final long BIN_NANOS = 1_000_000_000L;
    private static final int FEWEST_BINS = 10;

    private Span span = new Span(0, 0);
    private long[] bins = {};
    private double weighted;
    private long weight;

    /** Begins a stretch; what was counted in the one before is kept. */
    void begin(Span stretch) {
        close();
        span = stretch;
        bins = new long[(int) (stretch.nanos() / BIN_NANOS)];
    }

    void add(long nanos) {
        long bin = Math.floorDiv(nanos - span.startNanos(), BIN_NANOS);
        if (bin >= 0 && bin < bins.length) {
            bins[(int) bin]++;
        }
    }

    /** Returns the index over all stretches, weighted by their seconds; NaN if none had ten whole seconds and an event. */
    double index() {
        close();
        return weight == 0 ? Double.NaN : weighted / weight;
    }

    private void close() {
        double mean = Arrays.stream(bins).average().orElse(0);
        if (bins.length >= FEWEST_BINS && mean > 0) {
            double squares = Arrays.stream(bins)
                    .mapToDouble(count -> (count - mean) * (count - mean))
                    .sum();
            weighted += squares / (bins.length - 1) / mean * bins.length;
            weight += bins.length;
        }
        bins = new long[0];
    }
}
