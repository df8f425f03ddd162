package io.varcas.load;

import io.varcas.client.Asked;
import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import io.varcas.request.PlannedRequest;
import io.varcas.transport.Transport;
import io.varcas.workload.RequestShape;
import io.varcas.workload.Windows;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that sends: it takes requests as their pace says, closes those that take too long, tells of windows
 * and seconds, and waits for the next of these. Responses end on threads of the transport.
 */
final class Driver implements Flight.Landing {

    /** Longest wait for cancelled requests to end; cancelling ends them at once unless they were just ending by themselves. */
    private static final long CANCEL_LIMIT_NANOS = 5_000_000_000L;

    private static final long CANCEL_STEP_NANOS = 1_000_000L;

    private final Windows limits;
    private final RequestShape shape;
    private final long timeoutNanos;
    private final FirstFailures firstFailures;
    private final Pace pace;
    private final LookAhead ahead;
    private final Transport transport;
    private final RequestSink sink;
    private final LoadListener listener;
    private final LoadClock clock;
    private final LiveCounters counters = new LiveCounters();
    private final Flights flights = new Flights();
    private final WindowClock windows;
    private final List<String> phases;
    private final long endNanos;

    private final AtomicLong due = new AtomicLong();
    private final AtomicLong recorded = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicLong lastClosedNanos = new AtomicLong();
    private long originNanos;
    private long lastSentNanos;
    private volatile @Nullable Thread thread;
    private volatile boolean wakes;
    private volatile boolean stopped;
    private boolean keepsAnswers;

    Driver(
            Windows limits,
            RequestShape shape,
            FirstFailures firstFailures,
            Pace pace,
            LookAhead ahead,
            Transport transport,
            RequestSink sink,
            LoadListener listener,
            LoadClock clock) {
        this.limits = limits;
        this.shape = shape;
        this.timeoutNanos = shape.timeout().toNanos();
        this.firstFailures = firstFailures;
        this.pace = pace;
        this.ahead = ahead;
        this.transport = transport;
        this.sink = sink;
        this.listener = listener;
        this.clock = clock;
        windows = new WindowClock(limits, counters, listener);
        phases = limits.phases();
        endNanos = limits.measurementEndNanos();
        wakes = pace.waitsForAnswers();
    }

    /** Hands the text of each response to the sink; to be called before anything is sent. */
    void keepAnswers() {
        keepsAnswers = true;
    }

    /**
     * Returns the reason why the load cannot continue: its requests, its transport or its records failed, or its first
     * requests all failed with the same error; null if it can.
     */
    @Nullable
    Throwable failure() {
        Throwable own = failure.get();
        if (own != null) {
            return own;
        }
        Throwable broken = transport.failure();
        return broken == null ? ahead.failure() : BrokenLoadException.of("reading responses", broken);
    }

    /** Returns the number of requests that were due and have no record; to be asked when the load has been cut off. */
    long lost() {
        return due.get() - recorded.get();
    }

    /** Returns the number of requests that were due so far, as far as they were made. */
    long due() {
        return due.get();
    }

    /** Asks the driver to end; on any thread, at any time. */
    void stop() {
        stopped = true;
        wake();
    }

    boolean isStopped() {
        return stopped;
    }

    WindowClock windows() {
        return windows;
    }

    /** Returns whether every request of a fixed amount of work was sent, and none is left whatever the time. */
    boolean hasRunOut() {
        return pace.hasRunOut();
    }

    /** Returns when the last request was sent, in nanoseconds since the start of the load. */
    long lastSentNanos() {
        return lastSentNanos;
    }

    /** Returns when the last request ended, in nanoseconds since the start of the load. */
    long lastClosedNanos() {
        return lastClosedNanos.get();
    }

    /** Returns how long the load has run, in nanoseconds; 0 before it began. */
    long now() {
        return thread == null ? 0 : clock.nanos() - originNanos;
    }

    /**
     * Starts the load's time and sends until nothing more is due and the last iteration has ended, or a fixed amount
     * of work is done.
     *
     * @param lead time until the load begins
     */
    void send(Duration lead) throws InterruptedException {
        originNanos = clock.nanos() + Math.max(0, lead.toNanos());
        thread = Thread.currentThread();
        long lastSend = endNanos + limits.drainLimit().toNanos();
        while (!stopped && !Thread.currentThread().isInterrupted() && failure() == null) {
            long now = now();
            windows.look(now);
            Pace.Due due = pace.take(now);
            if (due != null) {
                send(due);
            }
            attend(now);
            if (due == null && (now >= endNanos ? pace.isOver() || now >= lastSend : isDone())) {
                return;
            }
            if (due == null) {
                parkUntil(pace.nextDue(), now < endNanos ? endNanos : lastSend);
            }
        }
    }

    /**
     * Returns whether a fixed amount of work is done. Once its last request is sent, each response that ends wakes the
     * driver.
     */
    private boolean isDone() throws InterruptedException {
        if (!pace.hasRunOut()) {
            return false;
        }
        wakes = true;
        return flights.isEmpty() && pace.hasRunOut(); // in this order: what ended last may have led to a next turn
    }

    /** Waits for responses, as long as the plan allows. */
    void drain() {
        wakes = true;
        listener.draining(flights.size());
        long deadline = Math.max(now(), endNanos) + limits.drainLimit().toNanos();
        while (!stopped
                && failure() == null
                && !flights.isEmpty()
                && now() < deadline
                && !Thread.currentThread().isInterrupted()) {
            attend(now());
            parkUntil(Pace.NEVER, deadline);
        }
    }

    /** Gives up what was not sent in time and what is still in flight. */
    void cutOff() {
        long now = now();
        long horizon = Math.min(now, endNanos);
        for (ReadyRequest unsent = pace.giveUp(horizon); unsent != null; unsent = pace.giveUp(horizon)) {
            due.incrementAndGet();
            OptionalLong ready = pace.holdsBack() ? OptionalLong.of(now) : OptionalLong.empty();
            String phase = phase(unsent.dueNanos());
            record(unsent.planned(), Flight.unsent(unsent.planned(), phase, unsent.dueNanos(), ready, now), "");
        }
        flights.all().forEach(flight -> flight.abandon(Outcome.CANCELLED));
        while (!flights.isEmpty() && now() - now < CANCEL_LIMIT_NANOS) {
            clock.parkUntil(clock.nanos() + CANCEL_STEP_NANOS);
        }
    }

    @Override
    public void landed(Flight flight, RequestRecord request, String answer) {
        record(flight.planned(), request, answer);
        lastClosedNanos.accumulateAndGet(request.closedNanos(), Math::max);
        try {
            pace.ended(flight, request.closedNanos());
        } catch (Throwable broken) {
            fail("following up a response", broken);
        } finally {
            flights.remove(flight);
        }
        firstFailures.add(request).ifPresent(this::fail);
        if (wakes) {
            wake();
        }
    }

    private void record(PlannedRequest asked, RequestRecord request, String answer) {
        try {
            sink.ended(asked, request, answer);
            recorded.incrementAndGet();
        } catch (Throwable broken) {
            fail("recording a request", broken);
        }
    }

    /** Ends the load; what is thrown on a thread of the transport, nobody else would hear of. */
    private void fail(String place, Throwable cause) {
        fail(BrokenLoadException.of(place, cause));
    }

    private void fail(RuntimeException why) {
        failure.compareAndSet(null, why);
        wake();
    }

    private void send(Pace.Due due) {
        long sent = now();
        lastSentNanos = sent;
        Flight flight = new Flight(
                due.request().planned(),
                phase(due.dueNanos()),
                due.user(),
                due.dueNanos(),
                due.readyNanos(),
                sent,
                originNanos,
                asked(due.request()),
                counters,
                pace.needsAnswers() || keepsAnswers,
                this);
        counters.started();
        this.due.incrementAndGet();
        flights.add(flight);
        try {
            flight.carriedBy(transport.send(due.request().wire(), flight.reader()));
        } catch (RuntimeException refused) {
            flight.reader().failed(clock.nanos(), refused);
        }
    }

    private String phase(long dueNanos) {
        return phases.get(limits.at(dueNanos));
    }

    private Asked asked(ReadyRequest request) {
        return new Asked(request.planned().outputTokens(), request.wire().size(), shape.streaming(), shape.endMark());
    }

    /** Does what is to be done at a time: tells of windows and seconds, closes requests whose time is over. */
    private void attend(long now) {
        windows.advance(now);
        flights.sentUpTo(now - timeoutNanos).forEach(flight -> flight.abandon(Outcome.TIMEOUT));
    }

    private void parkUntil(long due, long limit) {
        Flight first = flights.first();
        long expiry = first == null ? Long.MAX_VALUE : first.sentNanos() + timeoutNanos;
        long wake = Math.min(Math.min(due, limit), Math.min(expiry, windows.nextTick()));
        if (wake > now()) {
            clock.parkUntil(originNanos + wake);
        }
    }

    private void wake() {
        Thread driver = thread;
        if (driver != null) {
            LockSupport.unpark(driver);
        }
    }
}
