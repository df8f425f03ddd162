package io.varcas.load;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes only when somebody waits for it, and does then what was planned for it; for one thread. */
final class FakeClock implements LoadClock {

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::nanos).thenComparingLong(Event::number));
    private long now = 7_000_000_000L;
    private long count;

    private record Event(long nanos, long number, Runnable action) {}

    /** Plans something. */
    void after(long nanos, Runnable action) {
        events.add(new Event(now + nanos, count++, action));
    }

    /** Lets time pass in the middle of somebody's work. */
    void pass(long nanos) {
        now += nanos;
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void parkUntil(long nanos) {
        Event next = events.peek();
        if (next == null || next.nanos() > nanos) {
            now = Math.max(now, nanos);
            return;
        }
        now = Math.max(now, next.nanos());
        while (next != null && next.nanos() <= now) {
            events.remove(next);
            next.action().run();
            next = events.peek();
        }
    }
}
