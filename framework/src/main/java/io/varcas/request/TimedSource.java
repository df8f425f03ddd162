package io.varcas.request;

import io.varcas.traffic.ArrivalSequence;

/** A source of requests with due times, such as a trace. */
public interface TimedSource extends RequestSource {

    /**
     * Returns the times of all requests, in their order. Each {@link ArrivalSequence#nextNanos()} advances to a
     * request; {@link #request} returns it, or it is skipped.
     */
    ArrivalSequence arrivals();
}
