package io.varcas.load;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Requests made ahead of their time: one thread makes them, another sends them; bounded in number and in bytes. Once full, the maker
 * sleeps until half of it is gone, so that the two threads do not wake each other for every request.
 */
final class LookAhead {

    private static final long LARGEST = 64L << 20;
    private static final int SHARE_OF_HEAP = 16;
    private static final long MOST_BYTES = mostBytes(Runtime.getRuntime().maxMemory());

    private final int mostRequests;
    private final ArrayDeque<ReadyRequest> requests = new ArrayDeque<>();
    private long bytes;
    private long accepted;
    private boolean exhausted;
    private boolean ranOut;
    private boolean closed;
    private boolean awaited;
    private @Nullable Throwable failure;

    /**
     * Creates one.
     *
     * @param mostRequests how many may be made ahead, at least 2
     */
    LookAhead(int mostRequests) {
        this.mostRequests = mostRequests;
    }

    /**
     * Returns how many bytes of requests may be made ahead.
     *
     * @param heapBytes largest size of the heap, in which a request is for a moment as text, as JSON and as bytes
     */
    static long mostBytes(long heapBytes) {
        return Math.min(LARGEST, heapBytes / SHARE_OF_HEAP);
    }

    /** Adds a request, waiting for room; returns false if nothing more is wanted. */
    synchronized boolean put(ReadyRequest request) throws InterruptedException {
        if (isFull(1)) {
            while (isFull(2) && !closed) {
                wait();
            }
        }
        if (!closed) {
            requests.add(request);
            accepted++;
            bytes += request.wire().size();
            if (requests.size() == 1 || awaited) {
                notifyAll();
            }
        }
        return !closed;
    }

    /** Ends the supply: the schedule is over, and requests due later may have followed. */
    synchronized void end() {
        exhausted = true;
        notifyAll();
    }

    /** Ends the supply: there are no more requests, whatever the time. */
    synchronized void runOut() {
        ranOut = true;
        end();
    }

    /** Ends the supply because of a failure. */
    synchronized void fail(Throwable cause) {
        failure = cause;
        end();
    }

    /** Returns the next request without taking it, waiting a moment for it; null if there is none yet, or none any more. */
    synchronized @Nullable ReadyRequest peek(long waitMillis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
        while (requests.isEmpty() && !exhausted) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return null;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return requests.peek();
    }

    /** Returns how many requests were added. */
    synchronized long accepted() {
        return accepted;
    }

    /** Returns the next request without taking it; null if there is none now. */
    synchronized @Nullable ReadyRequest peek() {
        return requests.peek();
    }

    /** Takes the next request, which must be there. */
    synchronized ReadyRequest take() {
        boolean wasFull = isFull(2);
        ReadyRequest request = requests.remove();
        bytes -= request.wire().size();
        if (wasFull && !isFull(2)) {
            notifyAll();
        }
        return request;
    }

    /** Returns whether nothing is left and nothing follows. */
    synchronized boolean isOver() {
        return exhausted && requests.isEmpty();
    }

    /** Returns whether nothing is left because there are no more requests, not because the time of the load is over. */
    synchronized boolean hasRunOut() {
        return ranOut && requests.isEmpty();
    }

    /** Why nothing follows, if it is a failure. */
    synchronized @Nullable Throwable failure() {
        return failure;
    }

    /** Waits until some requests are there, or as many as there will be, or as many as fit. */
    synchronized void awaitReady(int wanted) throws InterruptedException {
        awaited = true;
        while (requests.size() < wanted && !isFull(1) && !exhausted && !closed) {
            wait();
        }
        awaited = false;
    }

    /** Says that nothing more is wanted. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Returns whether there is no room, or less than a part of it is free. */
    private boolean isFull(int parts) {
        return requests.size() >= mostRequests / parts || (bytes >= MOST_BYTES / parts && !requests.isEmpty());
    }
}
