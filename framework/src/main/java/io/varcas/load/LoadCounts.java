package io.varcas.load;

/**
 * Approximate live counters of a load, for display; the metrics computed afterwards are exact.
 *
 * @param elapsedNanos time since the start of the load
 * @param started requests sent
 * @param completed requests that ended well
 * @param failed requests that failed
 * @param cancelled requests that the client gave up
 * @param textEvents chunks with text that arrived
 * @param answered requests whose first text arrived
 * @param ttftNanos sum over these of the time from the intended send to the first text
 */
public record LoadCounts(
        long elapsedNanos,
        long started,
        long completed,
        long failed,
        long cancelled,
        long textEvents,
        long answered,
        long ttftNanos) {

    /** Nothing happened yet. */
    public static final LoadCounts NONE = new LoadCounts(0, 0, 0, 0, 0, 0, 0, 0);

    /** Returns the number of requests in flight. */
    public long inFlight() {
        return started - completed - failed - cancelled;
    }

    /** Returns the mean time to the first text in milliseconds; NaN if none arrived. */
    public double meanTtftMillis() {
        return answered == 0 ? Double.NaN : ttftNanos / 1e6 / answered;
    }

    /**
     * Returns what happened since an earlier moment; {@link #inFlight()} of it is the change, and {@link #elapsedNanos} the time
     * between.
     *
     * @param earlier counts of that moment
     */
    public LoadCounts since(LoadCounts earlier) {
        return new LoadCounts(
                elapsedNanos - earlier.elapsedNanos,
                started - earlier.started,
                completed - earlier.completed,
                failed - earlier.failed,
                cancelled - earlier.cancelled,
                textEvents - earlier.textEvents,
                answered - earlier.answered,
                ttftNanos - earlier.ttftNanos);
    }
}
