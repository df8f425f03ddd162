package io.varcas.record;

import java.util.Arrays;

/**
 * Chunks of one response in the order of arrival: when, and of what kind. Grows while the response arrives; confined
 * to the thread that receives it until the request has ended.
 */
public final class Timeline {

    private long[] nanos;
    private byte[] codes;
    private int size;

    /**
     * Creates an empty timeline.
     *
     * @param expected events to make room for
     */
    public Timeline(int expected) {
        nanos = new long[Math.max(4, expected)];
        codes = new byte[nanos.length];
    }

    /**
     * Adds an event.
     *
     * @param atNanos time of the socket read that completed it, in nanoseconds of the run's clock
     * @param kind its kind
     */
    public void add(long atNanos, EventKind kind) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, size * 2);
            codes = Arrays.copyOf(codes, size * 2);
        }
        nanos[size] = atNanos;
        codes[size++] = (byte) kind.code();
    }

    /** Returns the number of events. */
    public int size() {
        return size;
    }

    /**
     * Returns when an event arrived, in nanoseconds of the run's clock.
     *
     * @param event index from 0 to {@code size() - 1}
     */
    public long nanos(int event) {
        return nanos[event];
    }

    /**
     * Returns the kind of an event.
     *
     * @param event index from 0 to {@code size() - 1}
     */
    public EventKind kind(int event) {
        return EventKind.of((char) codes[event]);
    }
}
