package io.varcas.metric;

/**
 * A stretch of a fork's load, in nanoseconds since its start.
 *
 * @param startNanos begin, inclusive
 * @param endNanos end, exclusive; not before the begin
 */
public record Span(long startNanos, long endNanos) {

    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException if the end is before the begin
     */
    public Span {
        if (endNanos < startNanos) {
            throw new IllegalArgumentException(
                    "a span cannot end (" + endNanos + ") before it begins (" + startNanos + ")");
        }
    }

    /** Returns whether an instant lies in it. */
    public boolean contains(long nanos) {
        return nanos >= startNanos && nanos < endNanos;
    }

    /** Returns the length, in nanoseconds. */
    public long nanos() {
        return endNanos - startNanos;
    }

    /**
     * Returns how much of a stretch lies in this span, in nanoseconds.
     *
     * @param fromNanos begin of the stretch
     * @param toNanos end of the stretch
     */
    public long overlapNanos(long fromNanos, long toNanos) {
        return Math.max(0, Math.min(toNanos, endNanos) - Math.max(fromNanos, startNanos));
    }

    /** Returns the part of this span before an instant; empty, at the instant or at its begin, if there is none. */
    public Span until(long nanos) {
        return new Span(Math.min(startNanos, nanos), Math.min(endNanos, Math.max(nanos, Math.min(startNanos, nanos))));
    }
}
