package io.varcas.fork;

/**
 * The live counters of an iteration that has just ended, for display only.
 *
 * @param window window, counting warm-ups first, from 0
 * @param seconds length of the window, in seconds
 * @param completed requests completed in it
 * @param failed requests failed in it
 * @param inFlight requests in flight at its end
 * @param textEvents chunks with text that arrived in it
 * @param meanTtftMillis mean TTFT of the first texts that arrived in it, in milliseconds; NaN if none did
 */
public record WindowProgress(
        int window,
        double seconds,
        long completed,
        long failed,
        long inFlight,
        long textEvents,
        double meanTtftMillis) {}
