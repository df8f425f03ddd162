package io.varcas.load;

import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * An open loop with a cap on its requests in flight. Requests that are due when all places are taken wait here, in their order, and take
 * the place that was left first. So each request's wait for a place is known, and the client's lateness apart from it.
 */
final class CappedPace implements Pace {

    private final Pace open;

    /** Places that nobody has taken yet; of the driver alone. */
    private int untaken;

    /** When places were left, in nanoseconds since the start of the load, on their way from the transport's threads. */
    private final ConcurrentLinkedQueue<Long> left = new ConcurrentLinkedQueue<>();

    /**
     * @param open says when requests are due
     * @param most requests in flight at most, at least 1
     */
    CappedPace(Pace open, int most) {
        this.open = open;
        this.untaken = most;
    }

    @Override
    public long nextDue() throws InterruptedException {
        return hasPlace() ? open.nextDue() : NEVER;
    }

    @Override
    public @Nullable Due take(long nowNanos) throws InterruptedException {
        Due due = hasPlace() ? open.take(nowNanos) : null;
        if (due == null) {
            return null;
        }
        long ready = due.dueNanos();
        if (untaken > 0) {
            untaken--;
        } else {
            ready = Math.max(ready, left.remove());
        }
        return new Due(due.request(), due.dueNanos(), due.user(), OptionalLong.of(ready));
    }

    @Override
    public @Nullable ReadyRequest giveUp(long horizonNanos) {
        return open.giveUp(horizonNanos);
    }

    @Override
    public boolean isOver() {
        return open.isOver();
    }

    @Override
    public boolean hasRunOut() {
        return open.hasRunOut();
    }

    /** Returns a request that ended leaves its place. */
    @Override
    public boolean waitsForAnswers() {
        return true;
    }

    @Override
    public boolean holdsBack() {
        return true;
    }

    @Override
    public boolean needsAnswers() {
        return open.needsAnswers();
    }

    @Override
    public void ended(Flight flight, long closedNanos) {
        open.ended(flight, closedNanos);
        left.add(closedNanos);
    }

    private boolean hasPlace() {
        return untaken > 0 || !left.isEmpty();
    }
}
