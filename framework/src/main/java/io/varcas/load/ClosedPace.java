package io.varcas.load;

import io.varcas.workload.LoadShape;
import io.varcas.workload.Windows;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of users, each due again a pause after the last of its responses ended. They join evenly over the
 * ramp-up, the first at the start.
 */
final class ClosedPace implements Pace {

    private static final long PATIENCE_MILLIS = 1;

    private final LookAhead ahead;
    private final long thinkNanos;
    private final long startNanos;
    private final long endNanos;
    private final FollowUps followUps;

    /** Users on their way from the transport's threads to the driver's. */
    private final ConcurrentLinkedQueue<User> returned = new ConcurrentLinkedQueue<>();

    private final PriorityQueue<User> waiting =
            new PriorityQueue<>(Comparator.comparingLong(User::dueNanos).thenComparingInt(User::number));

    /** Requests of each user's batch that have not ended. */
    private final Map<Integer, AtomicInteger> outstanding = new ConcurrentHashMap<>();

    private final int batch;

    /** Requests that may still be sent in the measurement phase; next turns do not count. */
    private long budget;

    /**
     * A user who is due.
     *
     * @param left requests of its batch that are still to be sent
     * @param turn next turn of its conversation, if it has one
     */
    private record User(
            int number, long dueNanos, int left, @Nullable ReadyRequest turn) {}

    /**
     * Creates the pace.
     *
     * @param ahead requests, in the order in which users take them
     * @param load its users, their pause and their ramp-up
     * @param share the share, whose users keep the numbers they have in the whole
     * @param windows its phases: users cease to come when the measurement ends
     * @param mostRequests requests to send in the measurement phase at most, over all shares
     * @param followUps next turns of conversations, which a user ends before it begins another
     */
    ClosedPace(
            LookAhead ahead,
            LoadShape.Closed load,
            Share share,
            Windows windows,
            long mostRequests,
            FollowUps followUps) {
        this.ahead = ahead;
        this.thinkNanos = load.thinkTime().toNanos();
        this.batch = load.batch();
        this.startNanos = windows.measurementStartNanos();
        this.endNanos = windows.measurementEndNanos();
        this.budget = share.of(mostRequests);
        this.followUps = followUps;
        double gapNanos = (double) load.rampUp().toNanos() / load.users();
        for (int i = 0; i < share.of(load.users()); i++) {
            int number = share.number() + i * share.count();
            outstanding.put(number, new AtomicInteger());
            waiting.add(new User(number, (long) (number * gapNanos), batch, null));
        }
    }

    @Override
    public long nextDue() {
        User next = next();
        return next == null ? NEVER : next.dueNanos();
    }

    @Override
    public @Nullable Due take(long nowNanos) throws InterruptedException {
        User next = next();
        if (next == null || next.dueNanos() > nowNanos) {
            return null;
        }
        if (next.turn() != null) {
            waiting.remove();
            return new Due(next.turn(), next.dueNanos(), next.number());
        }
        if (ahead.peek(PATIENCE_MILLIS) == null) {
            return null;
        }
        waiting.remove();
        budget -= next.dueNanos() >= startNanos ? 1 : 0;
        if (next.left() == batch) {
            outstandingOf(next.number()).set(batch);
        }
        if (next.left() > 1) {
            waiting.add(new User(next.number(), next.dueNanos(), next.left() - 1, null));
        }
        return new Due(ahead.take(), next.dueNanos(), next.number());
    }

    @Override
    public boolean isOver() {
        return next() == null;
    }

    @Override
    public boolean hasRunOut() {
        return hasNoMore() && next() == null;
    }

    @Override
    public boolean waitsForAnswers() {
        return true;
    }

    @Override
    public boolean needsAnswers() {
        return followUps.arePossible();
    }

    @Override
    public void ended(Flight flight, long closedNanos) {
        ReadyRequest turn = followUps.after(flight, closedNanos);
        if (turn != null) {
            returned.add(new User(flight.user(), turn.dueNanos(), batch, turn));
        } else if (outstandingOf(flight.user()).decrementAndGet() == 0) {
            returned.add(new User(flight.user(), closedNanos + thinkNanos, batch, null));
        }
    }

    private AtomicInteger outstandingOf(int user) {
        return Objects.requireNonNull(outstanding.get(user));
    }

    private boolean hasNoMore() {
        return budget <= 0 || ahead.hasRunOut();
    }

    /** The user who is due next; null if none is before the end, as far as is known. Where no request is left, only a next turn is due. */
    private @Nullable User next() {
        for (User user = returned.poll(); user != null; user = returned.poll()) {
            waiting.add(user);
        }
        if (hasNoMore()) {
            waiting.removeIf(user -> user.turn() == null);
        }
        User next = waiting.peek();
        return next == null || next.dueNanos() >= endNanos ? null : next;
    }
}
