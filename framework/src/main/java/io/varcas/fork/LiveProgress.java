package io.varcas.fork;

/**
 * The progress of a fork, about once a second.
 *
 * @param elapsedSeconds seconds since the load began
 * @param inFlight requests in flight
 * @param completed requests completed so far
 * @param failed requests failed so far
 */
public record LiveProgress(double elapsedSeconds, long inFlight, long completed, long failed) {}
