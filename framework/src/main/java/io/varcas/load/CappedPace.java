package io.varcas.load;

import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * An open loop with a cap on its requests in flight. What is due when all places are taken waits here, in its order, and takes the place
 * that was free first: so it is known of each request how long it waited for a place, and how late the client was beside that.
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
    public boolean isOver() {
        return open.isOver();
    }

    @Override
    public boolean hasRunOut() {
        return open.hasRunOut();
    }

    /** A request that ended leaves its place. */
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
