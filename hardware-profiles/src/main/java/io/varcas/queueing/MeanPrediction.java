package io.varcas.queueing;

/**
 * The prediction of a mean-value model. Beyond capacity the queue grows without end: TTFT is infinite, and the rates
 * are those of a full engine.
 *
 * @param ttftSeconds mean time to the first token, from arrival
 * @param tpotSeconds mean time per token after it
 * @param running mean number of requests decoding
 * @param requestsPerSecond requests finished per second
 * @param outputTokensPerSecond tokens emitted per second
 * @param utilisation share of capacity in use; 1 and more is overload
 */
public record MeanPrediction(
        double ttftSeconds,
        double tpotSeconds,
        double running,
        double requestsPerSecond,
        double outputTokensPerSecond,
        double utilisation) {

    /** Returns the mean latency of a request: {@code TTFT + (O - 1) TPOT}, seconds. */
    public double e2eSeconds(double outputTokens) {
        return ttftSeconds + Math.max(0, outputTokens - 1) * tpotSeconds;
    }

    /** Returns whether the load exceeds the capacity. */
    public boolean overloaded() {
        return utilisation >= 1;
    }
}
