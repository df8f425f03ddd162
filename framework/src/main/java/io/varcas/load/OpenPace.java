package io.varcas.load;

import org.jspecify.annotations.Nullable;

/** Requests are due when the schedule says so, whatever the server does; nothing caps those in flight. */
final class OpenPace implements Pace {

    /** How long the driver waits for a request that is not made yet, before it looks after its other duties. */
    private static final long PATIENCE_MILLIS = 1;

    private final LookAhead ahead;

    OpenPace(LookAhead ahead) {
        this.ahead = ahead;
    }

    @Override
    public long nextDue() throws InterruptedException {
        ReadyRequest next = ahead.peek(PATIENCE_MILLIS);
        return next != null ? next.dueNanos() : ahead.isOver() ? NEVER : 0;
    }

    @Override
    public @Nullable Due take(long nowNanos) throws InterruptedException {
        ReadyRequest next = ahead.peek(PATIENCE_MILLIS);
        return next != null && next.dueNanos() <= nowNanos ? new Due(ahead.take(), next.dueNanos(), -1) : null;
    }

    @Override
    public boolean isOver() {
        return ahead.isOver();
    }

    @Override
    public boolean waitsForAnswers() {
        return false;
    }

    @Override
    public void ended(Flight flight, long closedNanos) {
        // the schedule does not care
    }
}
