package io.varcas.load;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requests in flight, in the order of sending. All requests have the same timeout, so the first one also times out
 * first. The driver adds, the transport's threads remove.
 */
final class Flights {

    private @Nullable Flight first;
    private @Nullable Flight last;
    private int size;

    synchronized void add(Flight flight) {
        flight.before = last;
        if (last == null) {
            first = flight;
        } else {
            last.after = flight;
        }
        last = flight;
        size++;
    }

    synchronized void remove(Flight flight) {
        if (flight.before == null) {
            first = flight.after;
        } else {
            flight.before.after = flight.after;
        }
        if (flight.after == null) {
            last = flight.before;
        } else {
            flight.after.before = flight.before;
        }
        flight.before = flight.after = null;
        size--;
    }

    /** Returns the one sent first, if any is in flight. */
    synchronized @Nullable Flight first() {
        return first;
    }

    /** Returns those sent at an instant or before. */
    synchronized List<Flight> sentUpTo(long nanos) {
        if (first == null || first.sentNanos() > nanos) {
            return List.of();
        }
        List<Flight> sent = new ArrayList<>();
        for (Flight flight = first; flight != null && flight.sentNanos() <= nanos; flight = flight.after) {
            sent.add(flight);
        }
        return sent;
    }

    synchronized boolean isEmpty() {
        return size == 0;
    }

    synchronized int size() {
        return size;
    }

    synchronized List<Flight> all() {
        List<Flight> all = new ArrayList<>(size);
        for (Flight flight = first; flight != null; flight = flight.after) {
            all.add(flight);
        }
        return all;
    }
}
