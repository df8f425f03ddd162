package io.varcas.transport;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Connections that wait for their next request, the one used last first. One that was idle for four seconds is not used again, because
 * vLLM closes it after five (vllm#18472), and a request that crosses with that is lost.
 */
final class IdleConnections {

    /** Nanoseconds after which an idle connection is closed. */
    static final long KEEP_ALIVE_NANOS = 4_000_000_000L;

    private final ArrayDeque<SocketConnection> idle = new ArrayDeque<>();

    synchronized void add(SocketConnection connection) {
        idle.addFirst(connection);
    }

    /** Takes one that may be used at a time, if there is one; it may have been closed meanwhile. */
    synchronized @Nullable SocketConnection take(long nanos) {
        SocketConnection latest = idle.peekFirst();
        return latest == null || isTooOld(latest, nanos) ? null : idle.removeFirst();
    }

    /** Closes those that have been idle for too long. */
    synchronized void expire(long nanos) {
        for (SocketConnection eldest = idle.peekLast();
                eldest != null && isTooOld(eldest, nanos);
                eldest = idle.peekLast()) {
            idle.removeLast();
            eldest.retire();
        }
    }

    private static boolean isTooOld(SocketConnection connection, long nanos) {
        return nanos - connection.idleSince() >= KEEP_ALIVE_NANOS;
    }
}
