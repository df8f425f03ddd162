package io.varcas.load;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Determines the next request and its time: the difference between an open and a closed loop. Only the driver asks. */
interface Pace {

    /** What {@link #nextDue} says when nothing more is due, and when it cannot say yet. */
    long NEVER = Long.MAX_VALUE;

    /**
     * A request that is due.
     *
     * @param request what to send
     * @param dueNanos when it was due
     * @param user user of a closed loop; -1 in an open one
     * @param readyNanos when a cap on those in flight let it be sent; empty where nothing caps them
     */
    record Due(ReadyRequest request, long dueNanos, int user, OptionalLong readyNanos) {

        /** Creates a request that no concurrency limit holds. */
        Due(ReadyRequest request, long dueNanos, int user) {
            this(request, dueNanos, user, OptionalLong.empty());
        }
    }

    /**
     * Returns when the next request is due, in nanoseconds since the start of the load; {@link #NEVER} if that depends
     * on responses that are still to come, or nothing follows.
     */
    long nextDue() throws InterruptedException;

    /** Takes the next request, if it is due and made; null if it is not. */
    @Nullable
    Due take(long nowNanos) throws InterruptedException;

    /** Takes a request that was due before a time and was not sent, once nothing is sent any more; null if there is none. */
    default @Nullable ReadyRequest giveUp(long horizonNanos) {
        return null; // users of a closed loop ask when they can
    }

    /** Returns whether nothing more will be due. */
    boolean isOver();

    /**
     * Returns whether nothing more is due because the work is done, before the time of the load is over. A response in
     * flight may still lead to a next turn.
     */
    boolean hasRunOut();

    /** Returns whether requests become due because others ended. */
    boolean waitsForAnswers();

    /** Returns whether a cap on those in flight may hold back requests that are due. */
    default boolean holdsBack() {
        return false;
    }

    /** Returns whether what was answered decides what is asked next. */
    boolean needsAnswers();

    /** Hears that a request ended; on threads of the transport. */
    void ended(Flight flight, long closedNanos);
}
