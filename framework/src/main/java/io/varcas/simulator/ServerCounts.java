package io.varcas.simulator;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The simulator's counters outside the engine. */
final class ServerCounts {

    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong rejected = new AtomicLong();

    void began(int answers) {
        inFlight.addAndGet(answers);
    }

    void ended(int answers) {
        inFlight.addAndGet(-answers);
    }

    void rejected() {
        rejected.incrementAndGet();
    }

    /** Returns the responses asked for that are not complete. */
    int inFlight() {
        return inFlight.get();
    }

    /** Returns the number of requests refused because too many were in flight. */
    long rejections() {
        return rejected.get();
    }
}
