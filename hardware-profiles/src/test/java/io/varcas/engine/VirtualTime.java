package io.varcas.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Drives one engine through arrivals in virtual time, checking on the way what must hold at every moment. */
final class VirtualTime {

    final Engine engine;
    final List<Long> stepEnds = new ArrayList<>();
    final Map<Long, Long> arrivedNanos = new LinkedHashMap<>();
    final Map<Long, Long> firstNanos = new LinkedHashMap<>();
    final Map<Long, Long> finishedNanos = new LinkedHashMap<>();
    final Map<Long, Integer> emitted = new LinkedHashMap<>();
    double requestNanos; // integral of the number of requests in the engine
    long nowNanos;

    VirtualTime(Engine engine) {
        this.engine = engine;
    }

    /** An arrival at a time. */
    record Arrival(long nanos, EngineRequest request) {}

    /** Runs until all arrivals, given in order of time, have come and gone. */
    VirtualTime run(List<Arrival> arrivals) {
        int next = 0;
        @Nullable Step current = null;
        while (true) {
            while (next < arrivals.size() && arrivals.get(next).nanos() <= nowNanos) {
                Arrival arrival = arrivals.get(next++);
                engine.submit(arrival.request());
                arrivedNanos.put(arrival.request().id(), arrival.nanos());
            }
            if (current == null || current.endNanos() <= nowNanos) {
                current = engine.step(nowNanos);
                if (current != null) {
                    note(current);
                } else if (next == arrivals.size()) {
                    return this;
                }
            }
            long arrivalNanos = next < arrivals.size() ? arrivals.get(next).nanos() : Long.MAX_VALUE;
            long endNanos = current == null ? Long.MAX_VALUE : current.endNanos();
            long then = Math.min(arrivalNanos, endNanos);
            requestNanos += (double) inSystem(current) * (then - nowNanos);
            nowNanos = then;
        }
    }

    private int inSystem(@Nullable Step current) {
        if (current == null && engine.requests() > 0) {
            throw new AssertionError("idle with " + engine.requests() + " requests: work is not conserved");
        }
        return engine.requests();
    }

    private void note(Step step) {
        EngineLimits limits = engine.limits();
        EngineCounters counters = engine.counters();
        if (step.batchTokens() > limits.maxNumBatchedTokens()
                || step.size() > limits.maxNumSeqs()
                || counters.kvBlocksUsed() > limits.kvBlocks()
                || counters.running() > limits.maxNumSeqs()
                || step.startNanos() != nowNanos
                || step.endNanos() <= nowNanos) {
            throw new AssertionError("step breaks a limit: " + step + " " + counters);
        }
        stepEnds.add(step.endNanos());
        for (Step.Emission emission : step.emissions()) {
            emitted.merge(emission.requestId(), emission.tokens(), Integer::sum);
            if (emission.first() && firstNanos.put(emission.requestId(), step.endNanos()) != null) {
                throw new AssertionError("request " + emission.requestId() + " has two first tokens");
            }
            if (emission.finish() != null && finishedNanos.put(emission.requestId(), step.endNanos()) != null) {
                throw new AssertionError("request " + emission.requestId() + " finished twice");
            }
        }
    }
}
