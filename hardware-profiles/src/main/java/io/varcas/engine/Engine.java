package io.varcas.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * vLLM's continuous batching, without a clock: requests go in, steps come out, and the caller says what time it is.
 *
 * <pre>{@code
 * long now = 0;
 * engine.submit(EngineRequest.of(1, 1000, 250), now);
 * for (Step step = engine.step(now); step != null; step = engine.step(now)) {
 *   now = step.endNanos();                      // in real time: wait until then
 *   step.emissions().forEach(this::deliver);
 * }
 * }</pre>
 *
 * <p>Deterministic: equal calls give equal steps. Meant for one thread; callers on several confine it to one.
 */
public final class Engine {

    private final EngineLimits limits;
    private final StepTimeLaw law;
    private final KvBlocks kv;
    private final Scheduler scheduler;
    private final Tally tally = new Tally();
    private final Map<Long, Sequence> living = new HashMap<>();
    private final Deque<Step> inFlight = new ArrayDeque<>();
    private final Deque<Step> spare = new ArrayDeque<>();
    private long arrivals;
    private long nextStepNanos = Long.MIN_VALUE;
    private long lastEndNanos = Long.MIN_VALUE;

    /**
     * Makes an idle engine with vLLM's default scheduling.
     *
     * @param limits what bounds it
     * @param law how long its steps take
     */
    public Engine(EngineLimits limits, StepTimeLaw law) {
        this(limits, law, Scheduling.DEFAULT);
    }

    /**
     * Makes an idle engine.
     *
     * @param limits what bounds it
     * @param law how long its steps take
     * @param scheduling how it chooses what a step carries
     * @throws IllegalArgumentException if prompts are not chunked and a step cannot take the longest one
     */
    public Engine(EngineLimits limits, StepTimeLaw law, Scheduling scheduling) {
        if (!scheduling.chunkedPrefill() && limits.maxNumBatchedTokens() < limits.maxModelLen()) {
            throw new IllegalArgumentException("max-num-batched-tokens is " + limits.maxNumBatchedTokens()
                    + "; without chunked prefill it must be at least max-model-len " + limits.maxModelLen());
        }
        this.limits = limits;
        this.law = law;
        this.kv = new KvBlocks(limits, scheduling.prefixCaching());
        this.scheduler = new Scheduler(limits, scheduling, kv, tally);
    }

    /** Returns what bounds this engine. */
    public EngineLimits limits() {
        return limits;
    }

    /**
     * Puts a request into the queue; the next step may carry it.
     *
     * @throws IllegalArgumentException if its id is in use, or it can {@linkplain EngineLimits#refusal never finish}
     */
    public void submit(EngineRequest request) {
        Optional<String> refusal = limits.refusal(request);
        if (refusal.isPresent()) {
            throw new IllegalArgumentException(refusal.get());
        }
        Sequence sequence = new Sequence(request, arrivals++);
        if (living.putIfAbsent(request.id(), sequence) != null) {
            throw new IllegalArgumentException("request " + request.id() + " is in the engine already");
        }
        scheduler.enqueue(sequence);
    }

    /**
     * Ends a request whose client went away. Its blocks are free at once, or when the step that carries it ends; the
     * step in flight still lists it.
     *
     * @return whether the request was there
     */
    public boolean abort(long requestId) {
        Sequence sequence = living.remove(requestId);
        if (sequence == null) {
            return false;
        }
        sequence.aborted = true;
        tally.finished(FinishReason.ABORT);
        if (!sequence.running) {
            scheduler.forgetWaiting();
        } else if (sequence.inFlight == 0) {
            end(sequence);
            scheduler.dropEnded();
        }
        return true;
    }

    /**
     * Ends the steps that are over by now, and starts the next.
     *
     * @param nowNanos the time, never before {@link Step#nextStepNanos()} of the step returned last
     * @return the step started, or null if there is nothing to compute now: then ask again after a submission, or at
     *     {@link #nextEndNanos()} if steps are still in flight
     * @throws IllegalArgumentException if {@code nowNanos} is too early
     */
    public @Nullable Step step(long nowNanos) {
        if (nowNanos < nextStepNanos) {
            throw new IllegalArgumentException(
                    "step asked for at " + nowNanos + " ns, but the engine is busy until " + nextStepNanos + " ns");
        }
        endSteps(nowNanos);
        if (inFlight.size() >= limits.pipelineStages()) {
            return null;
        }
        Step step = spare.isEmpty() ? new Step() : spare.pop();
        scheduler.form(step);
        if (step.size() == 0) {
            spare.push(step);
            return null;
        }
        long whole = law.nanos(step);
        long next = limits.pipelineStages() == 1 ? whole : law.nanosUntilNext(step);
        if (next < 1 || whole < next) {
            throw new IllegalStateException("step time law " + law + " gave " + whole + " ns for a step and " + next
                    + " ns until the next; it must give at least 1 and no more until the next than for the step");
        }
        long end = Math.max(lastEndNanos, nowNanos + whole); // batches leave the pipeline in order
        nextStepNanos = nowNanos + next;
        lastEndNanos = end;
        step.time(nowNanos, end, nextStepNanos);
        inFlight.add(step);
        return step;
    }

    /** Returns when the oldest step in flight ends, or {@link Long#MAX_VALUE} if none is. */
    public long nextEndNanos() {
        Step oldest = inFlight.peek();
        return oldest == null ? Long.MAX_VALUE : oldest.endNanos();
    }

    /** Returns requests in the engine: running, waiting, or in a step that has not been ended by {@link #step}. */
    public int requests() {
        return living.size();
    }

    /** Returns the engine's gauges and counters as of the last call. */
    public EngineCounters counters() {
        return tally.snapshot(scheduler.running(), scheduler.waiting(), limits.kvBlocks(), kv.used());
    }

    int running() {
        return scheduler.running();
    }

    int waiting() {
        return scheduler.waiting();
    }

    double kvUsage() {
        return (double) kv.used() / limits.kvBlocks();
    }

    private void endSteps(long nowNanos) {
        boolean ended = false;
        for (Step step = inFlight.peek(); step != null && step.endNanos() <= nowNanos; step = inFlight.peek()) {
            inFlight.remove();
            ended |= end(step);
            spare.push(step);
        }
        if (ended) {
            scheduler.dropEnded();
        }
    }

    /** Lets the step's tokens out; returns whether a request ended. */
    private boolean end(Step step) {
        boolean anyEnded = false;
        long generated = 0;
        for (int i = 0; i < step.size(); i++) {
            Step.Entry entry = step.entry(i);
            Sequence sequence = entry.sequence;
            sequence.inFlight--;
            if (sequence.aborted) {
                if (sequence.inFlight == 0) {
                    end(sequence);
                    anyEnded = true;
                }
                continue;
            }
            int out = entry.emitted;
            if (out > 0) {
                sequence.emitting = false;
                sequence.generated += out;
                generated += out;
                if (entry.has(Step.FIRST_TOKEN)) {
                    tally.promptTokens += sequence.promptTokens;
                }
                if (entry.has(Step.FINISHED)) {
                    tally.finished(sequence.request.end());
                    living.remove(sequence.request.id());
                    end(sequence);
                    anyEnded = true;
                }
            }
        }
        tally.steps++;
        tally.stepTokens += step.batchTokens();
        tally.generationTokens += generated;
        return anyEnded;
    }

    private void end(Sequence sequence) {
        sequence.running = false;
        kv.release(sequence);
    }
}
