package io.varcas.engine;

/** Latencies of the measured requests of a simulation, request by request; infinite where a request never got there. */
public final class RequestTimings {

    private final double[] ttft;
    private final double[] tpot;
    private final double[] e2e;

    /**
     * Creates the timings.
     *
     * @param ttft times to the first token, seconds
     * @param tpot times per output token after the first, seconds; 0 for a request with a single token
     * @param e2e times to the last token, seconds
     */
    RequestTimings(double[] ttft, double[] tpot, double[] e2e) {
        this.ttft = ttft;
        this.tpot = tpot;
        this.e2e = e2e;
    }

    /**
     * Counts the finished requests within all of three bounds.
     *
     * @param ttftSeconds greatest time to the first token
     * @param tpotSeconds greatest time per output token
     * @param e2eSeconds greatest time to the last token
     */
    public long within(double ttftSeconds, double tpotSeconds, double e2eSeconds) {
        long count = 0;
        for (int i = 0; i < ttft.length; i++) {
            boolean finished = e2e[i] < Double.POSITIVE_INFINITY;
            if (finished && ttft[i] <= ttftSeconds && tpot[i] <= tpotSeconds && e2e[i] <= e2eSeconds) {
                count++;
            }
        }
        return count;
    }
}
