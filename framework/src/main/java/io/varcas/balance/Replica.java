package io.varcas.balance;

import io.varcas.routing.QueueReport;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** A replica as the balancer knows it: its load, its health, and what became of its requests. May be used from any thread. */
final class Replica {

    private final ReplicaAddress address;
    private final BalanceLimits limits;
    private final LongSupplier clock;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Map<RequestEnd, LongAdder> ends = new EnumMap<>(RequestEnd.class);
    private final LongAdder retries = new LongAdder();

    private volatile List<String> models;
    private volatile boolean healthy;
    private volatile boolean draining;
    private volatile QueueReport report = QueueReport.NONE;
    private int failuresInRow;
    private int ejections;
    private long ejectedUntil;
    private boolean ejected;

    /**
     * Makes a replica that is not known to be healthy.
     *
     * @param clock time in nanoseconds, as of {@link System#nanoTime}
     */
    Replica(ReplicaAddress address, BalanceLimits limits, LongSupplier clock) {
        this.address = address;
        this.limits = limits;
        this.clock = clock;
        this.models = address.model().map(List::of).orElse(List.of());
        for (RequestEnd end : RequestEnd.values()) {
            ends.put(end, new LongAdder());
        }
    }

    ReplicaAddress address() {
        return address;
    }

    /** Returns the models that it serves; empty as long as they are not known. */
    List<String> models() {
        return models;
    }

    void serves(List<String> names) {
        models = List.copyOf(names);
    }

    /** Returns the requests of this balancer that it has. */
    int inFlight() {
        return inFlight.get();
    }

    QueueReport report() {
        return report;
    }

    void reported(QueueReport queue) {
        report = queue;
    }

    void begin() {
        inFlight.incrementAndGet();
    }

    void end(RequestEnd end) {
        inFlight.decrementAndGet();
        counter(end).increment();
        judge(end);
    }

    private LongAdder counter(RequestEnd end) {
        return Objects.requireNonNull(ends.get(end));
    }

    void retriedElsewhere() {
        retries.increment();
    }

    long ended(RequestEnd end) {
        return counter(end).sum();
    }

    long retries() {
        return retries.sum();
    }

    /** Failures in a row eject it for a while, each time for longer; a response that passed whole clears it. */
    private synchronized void judge(RequestEnd end) {
        if (end == RequestEnd.COMPLETED) {
            failuresInRow = 0;
            ejections = 0;
        } else if (end.isFailure() && ++failuresInRow >= limits.failures()) {
            failuresInRow = 0;
            ejections = Math.min(ejections + 1, BalanceLimits.LONGEST_EJECTION);
            ejected = true;
            ejectedUntil = clock.getAsLong()
                    + limits.ejection().multipliedBy(ejections).toNanos();
        }
    }

    void healthy(boolean is) {
        healthy = is;
    }

    void draining(boolean is) {
        draining = is;
    }

    boolean isHealthy() {
        return healthy;
    }

    boolean isDraining() {
        return draining;
    }

    /** Returns the time until it may get requests again after failures; zero if it may. */
    synchronized Duration ejectedFor() {
        long left = ejected ? ejectedUntil - clock.getAsLong() : 0;
        ejected = left > 0;
        return Duration.ofNanos(Math.max(0, left));
    }

    /** Returns whether it may get requests. */
    boolean isOpen() {
        return healthy && !draining && ejectedFor().isZero();
    }
}
