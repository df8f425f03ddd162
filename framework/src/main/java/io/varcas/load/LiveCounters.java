package io.varcas.load;

import io.varcas.record.Outcome;
import java.util.concurrent.atomic.LongAdder;

/** Counts while the load runs; every thread may count, and reading does not stop them. */
final class LiveCounters {

    private final LongAdder started = new LongAdder();
    private final LongAdder completed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder cancelled = new LongAdder();
    private final LongAdder textEvents = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder ttftNanos = new LongAdder();

    void started() {
        started.increment();
    }

    void text() {
        textEvents.increment();
    }

    void answered(long nanos) {
        answered.increment();
        ttftNanos.add(nanos);
    }

    void ended(Outcome outcome) {
        if (outcome == Outcome.COMPLETED) {
            completed.increment();
        } else if (outcome == Outcome.CANCELLED) {
            cancelled.increment();
        } else {
            failed.increment();
        }
    }

    LoadCounts snapshot(long elapsedNanos) {
        return new LoadCounts(
                elapsedNanos,
                started.sum(),
                completed.sum(),
                failed.sum(),
                cancelled.sum(),
                textEvents.sum(),
                answered.sum(),
                ttftNanos.sum());
    }
}
