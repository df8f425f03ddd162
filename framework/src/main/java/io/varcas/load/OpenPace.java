package io.varcas.load;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Requests are due when the schedule says so, whatever the server does. The next turns of conversations come in
 * between, each a pause after its response.
 */
final class OpenPace implements Pace {

    /** How long the driver waits for a request that is not made yet, before it looks after its other duties. */
    private static final long PATIENCE_MILLIS = 1;

    private final LookAhead ahead;
    private final FollowUps followUps;

    /** Next turns on their way from the transport's threads to the driver's. */
    private final ConcurrentLinkedQueue<ReadyRequest> made = new ConcurrentLinkedQueue<>();

    private final PriorityQueue<ReadyRequest> turns =
            new PriorityQueue<>(Comparator.comparingLong(ReadyRequest::dueNanos));

    OpenPace(LookAhead ahead, FollowUps followUps) {
        this.ahead = ahead;
        this.followUps = followUps;
    }

    @Override
    public long nextDue() throws InterruptedException {
        ReadyRequest turn = nextTurn();
        long turnDue = turn == null ? NEVER : turn.dueNanos();
        ReadyRequest next = ahead.peek(PATIENCE_MILLIS);
        return next != null ? Math.min(turnDue, next.dueNanos()) : ahead.isOver() ? turnDue : 0;
    }

    @Override
    public @Nullable Due take(long nowNanos) throws InterruptedException {
        ReadyRequest turn = nextTurn();
        ReadyRequest next = ahead.peek(PATIENCE_MILLIS);
        if (turn != null && turn.dueNanos() <= nowNanos && (next == null || turn.dueNanos() <= next.dueNanos())) {
            turns.remove();
            return new Due(turn, turn.dueNanos(), -1);
        }
        return next != null && next.dueNanos() <= nowNanos ? new Due(ahead.take(), next.dueNanos(), -1) : null;
    }

    @Override
    public @Nullable ReadyRequest giveUp(long horizonNanos) {
        ReadyRequest turn = nextTurn();
        if (turn != null && turn.dueNanos() < horizonNanos) {
            return turns.remove();
        }
        ReadyRequest next = ahead.peek();
        return next != null && next.dueNanos() < horizonNanos ? ahead.take() : null;
    }

    @Override
    public boolean isOver() {
        return ahead.isOver() && nextTurn() == null;
    }

    @Override
    public boolean hasRunOut() {
        return ahead.hasRunOut() && nextTurn() == null;
    }

    @Override
    public boolean waitsForAnswers() {
        return followUps.arePossible();
    }

    @Override
    public boolean needsAnswers() {
        return followUps.arePossible();
    }

    @Override
    public void ended(Flight flight, long closedNanos) {
        ReadyRequest turn = followUps.after(flight, closedNanos);
        if (turn != null) {
            made.add(turn);
        }
    }

    private @Nullable ReadyRequest nextTurn() {
        for (ReadyRequest turn = made.poll(); turn != null; turn = made.poll()) {
            turns.add(turn);
        }
        return turns.peek();
    }
}
