package io.varcas.queueing;

import java.util.Arrays;

/** Latencies of single requests in a steady state, approximately: quantiles over requests, not of a mean request. For one thread. */
public final class LatencyQuantiles {

    private static final int TTFT = 0;
    private static final int TPOT = 1;
    private static final int E2E = 2;

    private final double[][] latencies;
    private final boolean[] sorted = new boolean[3]; // where a quantile was asked for

    /** Takes the latencies of requests over, in seconds and in any order. */
    LatencyQuantiles(double[] ttft, double[] tpot, double[] e2e) {
        this.latencies = new double[][] {ttft, tpot, e2e};
    }

    /**
     * Returns a quantile of the time to the first token, seconds.
     *
     * @param q from 0 to below 1
     */
    public double ttftSeconds(double q) {
        return at(TTFT, q);
    }

    /**
     * Returns a quantile of the time per output token, seconds.
     *
     * @param q from 0 to below 1
     */
    public double tpotSeconds(double q) {
        return at(TPOT, q);
    }

    /**
     * Returns a quantile of the time to the last token, seconds.
     *
     * @param q from 0 to below 1
     */
    public double e2eSeconds(double q) {
        return at(E2E, q);
    }

    private double at(int metric, double q) {
        double[] values = latencies[metric];
        if (!sorted[metric]) {
            Arrays.sort(values);
            sorted[metric] = true;
        }
        return values[(int) (q * values.length)];
    }
}
