package io.varcas.transport;

import org.jspecify.annotations.Nullable;

/**
 * The current user of a connection, which several threads change. A sender takes it and writes; the loop's thread lets
 * the exchange go when its response ended, which may be before the sender's write has returned.
 */
final class Occupancy {

    /** The result of a write, for the sender. */
    enum Written {
        /** All is written, and the response is still to come, or all has been said. */
        WHOLE,
        /** The socket did not take all of it. */
        PART,
        /** The connection is broken. */
        BROKEN,
        /** The connection was closed before a byte was written: nobody has heard of it, and the request may go elsewhere. */
        STALE,
        /** The response has ended already, and the connection is free for the next. */
        FREE,
        /** The response has ended already, and the connection is of no more use. */
        SPENT
    }

    private volatile @Nullable SocketExchange current;
    private boolean closed;
    private boolean writing;
    private boolean kept;

    Occupancy(SocketExchange first) {
        current = first;
    }

    /** Returns the exchange that a response belongs to, if there is one. */
    @Nullable
    SocketExchange current() {
        return current;
    }

    /**
     * Takes an idle connection.
     *
     * @param writes whether the caller writes the request itself, and will call {@link #written}
     * @return false if it is closed
     */
    synchronized boolean take(SocketExchange exchange, boolean writes) {
        if (closed) {
            return false;
        }
        current = exchange;
        writing = writes;
        return true;
    }

    /** Takes the return of a sender's write. */
    synchronized Written written(SocketExchange exchange, boolean broken) {
        writing = false;
        if (current == null) {
            if (closed) {
                return Written.WHOLE;
            }
            closed = !kept || !exchange.isSent();
            return closed ? Written.SPENT : Written.FREE;
        }
        boolean over = broken || closed;
        if (over && exchange.isUntouched()) {
            current = null;
            closed = true;
            return Written.STALE;
        }
        return over ? Written.BROKEN : exchange.isSent() ? Written.WHOLE : Written.PART;
    }

    /**
     * Lets the exchange go, whose response has ended.
     *
     * @param keep whether the connection may carry another
     * @return whether it is free for it now; if not, it is closed, or its sender's write has not returned yet
     */
    synchronized boolean leave(boolean keep) {
        SocketExchange left = current;
        current = null;
        kept = keep;
        if (!writing && !(keep && left != null && left.isSent())) {
            closed = true;
        }
        return !writing && !closed;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /**
     * Closes it.
     *
     * @return the exchange that was on it, for the caller to end; none if there was none, or its sender is still writing and will find out
     */
    synchronized @Nullable SocketExchange close() {
        closed = true;
        SocketExchange left = writing ? null : current;
        current = writing ? current : null;
        return left;
    }
}
