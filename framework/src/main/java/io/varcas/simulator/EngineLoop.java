package io.varcas.simulator;

import io.varcas.engine.Engine;
import io.varcas.engine.EngineCounters;
import io.varcas.engine.FinishReason;
import io.varcas.engine.Step;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Drives an engine in real time: one thread steps it, sleeps until the step is over, and hands the tokens to the thread that serves
 * HTTP. A thread that wakes a little late does not make the engine slower, because the next step counts from the end of the last;
 * only a delay longer than {@link #CATCH_UP_NANOS} shifts everything after it, as it would a real server.
 */
final class EngineLoop implements AutoCloseable {

    /** Lateness that is caught up rather than passed on; ten times what timers and a busy machine usually add. */
    private static final long CATCH_UP_NANOS = 10_000_000;

    private static final long IDLE = Long.MAX_VALUE;

    private sealed interface Command {}

    private record Submit(EngineSequence job, long dueNanos) implements Command {}

    private record Abort(long requestId) implements Command {}

    private final Engine engine;
    private final Executor delivery;
    private final EngineStats stats;
    private final Optional<InjectedFault.Freeze> freeze;
    private final Thread thread = new Thread(this::run, "varcas-engine");
    private final long originNanos = System.nanoTime();
    private final ConcurrentLinkedQueue<Command> commands = new ConcurrentLinkedQueue<>();
    private final Map<Long, EngineSequence> jobs = new HashMap<>();
    private final Deque<TokenBatch> pending = new ArrayDeque<>();
    private final Deque<Submit> inIngress = new ArrayDeque<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final long ingressNanos;
    private final Object lock = new Object();
    private long time;
    private long nextStepNanos;
    private boolean thawed;
    private volatile boolean closed;
    private volatile @Nullable String failure;

    /**
     * Starts the thread.
     *
     * @param engine the engine; from now on only this loop touches it
     * @param delivery runs what hears the tokens
     * @param stats observes the requests
     * @param freeze when to stop for a while, if at all
     * @param ingress what a sequence waits for before the engine gets it
     */
    EngineLoop(
            Engine engine,
            Executor delivery,
            EngineStats stats,
            Optional<InjectedFault.Freeze> freeze,
            Duration ingress) {
        this.engine = engine;
        this.delivery = delivery;
        this.stats = stats;
        this.freeze = freeze;
        this.ingressNanos = ingress.toNanos();
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns the nanoseconds of the engine's clock. */
    long nanos() {
        return System.nanoTime() - originNanos;
    }

    /** Puts a sequence into the queue; its sink hears the rest. */
    void submit(EngineSequence job) {
        requests.incrementAndGet();
        command(new Submit(job, job.arrivedNanos + ingressNanos));
    }

    /** Returns the number of sequences that were put in and have neither ended nor been aborted. */
    int requests() {
        return requests.get();
    }

    /** Ends a sequence whose client went away; nothing if it ended already. */
    void abort(long requestId) {
        command(new Abort(requestId));
    }

    /** Returns the engine's gauges and counters as of its last step. */
    EngineCounters counters() {
        synchronized (lock) {
            return engine.counters();
        }
    }

    /** Returns what broke the engine, if anything did. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void command(Command command) {
        commands.add(command);
        LockSupport.unpark(thread);
        if (failure != null) {
            failRest();
        }
    }

    private void run() {
        try {
            while (!closed) {
                frozen();
                long wake;
                synchronized (lock) {
                    obey();
                    wake = advance();
                }
                deliver(); // after the engine has counted, so that who hears of a token also finds it in the metrics
                time = sleepUntil(wake);
            }
        } catch (RuntimeException broken) {
            failure = broken.toString();
            failRest();
        }
    }

    private void obey() {
        for (Command command = commands.poll(); command != null; command = commands.poll()) {
            if (command instanceof Submit submit) {
                inIngress.add(submit);
            } else if (command instanceof Abort abort) {
                forget(abort.requestId());
                inIngress.removeIf(submit -> submit.job().request.id() == abort.requestId());
                engine.abort(abort.requestId());
            }
        }
        for (Submit first = inIngress.peek(); first != null && first.dueNanos() <= time; first = inIngress.peek()) {
            inIngress.remove();
            first.job().queuedNanos = first.dueNanos();
            jobs.put(first.job().request.id(), first.job());
            engine.submit(first.job().request);
        }
    }

    private void forget(long requestId) {
        if (jobs.remove(requestId) != null) {
            requests.decrementAndGet();
        }
    }

    /** Ends and starts steps; returns when there is something to do again. */
    private long advance() {
        if (time >= nextStepNanos) {
            Step step = engine.step(time);
            if (step != null) {
                nextStepNanos = step.nextStepNanos();
                pending.add(batch(step));
            }
        }
        long wake = endOfFirst();
        if (time < nextStepNanos) {
            return Math.min(wake, nextStepNanos);
        }
        Submit next = inIngress.peek(); // the engine is idle: it may begin with whoever comes first
        return next == null ? wake : Math.min(wake, next.dueNanos());
    }

    private long endOfFirst() {
        TokenBatch first = pending.peek();
        return first == null ? IDLE : first.endNanos();
    }

    /** Copies what the engine will reuse. */
    private TokenBatch batch(Step step) {
        TokenBatch batch = new TokenBatch(step.endNanos(), step.batchTokens(), step.size());
        for (int i = 0; i < step.size(); i++) {
            EngineSequence job = jobs.get(step.requestId(i));
            if (job == null) {
                continue; // aborted
            }
            if (step.admitted(i)) {
                job.admitted(step.startNanos(), step.chunkCachedTokens(i - step.decodeSequences()));
            }
            if (step.emittedTokens(i) > 0) {
                FinishReason finish = step.finish(i);
                batch.add(job, step.emittedTokens(i), finish);
                if (finish != null) {
                    forget(step.requestId(i));
                }
            }
        }
        for (int i = 0; i < step.preemptions(); i++) {
            EngineSequence job = jobs.get(step.preemptedId(i));
            if (job != null) {
                job.preemptions++;
            }
        }
        return batch;
    }

    private void deliver() {
        for (TokenBatch first = pending.peek(); first != null && first.endNanos() <= time; first = pending.peek()) {
            TokenBatch batch = pending.remove();
            stats.observe(batch, nanos());
            delivery.execute(batch::deliver);
        }
    }

    private long sleepUntil(long wake) {
        long now = nanos();
        while (now < wake && !closed) {
            if (wake == IDLE) {
                if (!commands.isEmpty()) {
                    return Math.max(time, now);
                }
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, wake - now);
            }
            now = nanos();
        }
        return now - wake <= CATCH_UP_NANOS ? wake : now;
    }

    private void frozen() {
        if (thawed || freeze.isEmpty() || nanos() < freeze.get().after().toNanos()) {
            return;
        }
        long end = freeze.get().after().plus(freeze.get().length()).toNanos();
        while (nanos() < end && !closed) {
            LockSupport.parkNanos(this, end - nanos());
        }
        thawed = true;
        time = Math.max(time, nanos());
    }

    private void failRest() {
        List<EngineSequence> lost;
        synchronized (lock) {
            lost = new ArrayList<>(jobs.values());
            jobs.clear();
            inIngress.forEach(submit -> lost.add(submit.job()));
            inIngress.clear();
            for (Command command = commands.poll(); command != null; command = commands.poll()) {
                if (command instanceof Submit submit) {
                    lost.add(submit.job());
                }
            }
        }
        String message = String.valueOf(failure);
        lost.forEach(job -> delivery.execute(() -> job.sink.broken(message)));
    }
}
