package io.varcas.reports.log;

/**
 * One of the requests that are drawn singly.
 *
 * @param atSeconds when it was due, on the time axis of the trial
 * @param ttftMillis its TTFT; {@link Double#NaN} if it is not defined
 * @param tpotMillis its TPOT, in milliseconds a token; likewise
 */
public record ScatterPoint(double atSeconds, double ttftMillis, double tpotMillis) {}
