package io.varcas.request;

import io.varcas.traffic.ArrivalSequence;

/** A source whose requests have times of their own, as those of a trace do. */
public interface TimedSource extends RequestSource {

    /**
     * Returns the times of all requests, in their order. Each {@link ArrivalSequence#nextNanos()} goes on to a request, which is then
     * to be had by {@link #request}, or not at all.
     */
    ArrivalSequence arrivals();
}
