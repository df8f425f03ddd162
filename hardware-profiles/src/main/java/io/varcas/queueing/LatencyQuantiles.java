package io.varcas.queueing;

import java.util.Arrays;

/** Latencies of single requests in a steady state, approximately: quantiles over requests, not of a mean request. */
public final class LatencyQuantiles {

    private final double[] ttft;
    private final double[] tpot;
    private final double[] e2e;

    /** Takes the latencies of requests over, in seconds and in any order. */
    LatencyQuantiles(double[] ttft, double[] tpot, double[] e2e) {
        Arrays.sort(ttft);
        Arrays.sort(tpot);
        Arrays.sort(e2e);
        this.ttft = ttft;
        this.tpot = tpot;
        this.e2e = e2e;
    }

    /**
     * Returns a quantile of the time to the first token, seconds.
     *
     * @param q from 0 to below 1
     */
    public double ttftSeconds(double q) {
        return at(ttft, q);
    }

    /**
     * Returns a quantile of the time per output token, seconds.
     *
     * @param q from 0 to below 1
     */
    public double tpotSeconds(double q) {
        return at(tpot, q);
    }

    /**
     * Returns a quantile of the time to the last token, seconds.
     *
     * @param q from 0 to below 1
     */
    public double e2eSeconds(double q) {
        return at(e2e, q);
    }

    private static double at(double[] sorted, double q) {
        return sorted[(int) (q * sorted.length)];
    }
}
