package io.varcas.reports.log;

/**
 * One of the completed requests that are drawn singly.
 *
 * @param atSeconds when it was due, on the time axis of the trial
 * @param ttftMillis its TTFT; {@link Double#NaN} if it is not defined
 * @param tpotMillis its TPOT, in milliseconds a token; likewise
 * @param e2eMillis its E2E latency; likewise
 * @param promptTokens its prompt tokens
 * @param outputTokens its output tokens
 */
public record ScatterPoint(
        double atSeconds, double ttftMillis, double tpotMillis, double e2eMillis, int promptTokens, int outputTokens) {}
