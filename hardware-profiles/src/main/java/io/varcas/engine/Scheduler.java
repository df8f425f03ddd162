package io.varcas.engine;

import io.varcas.engine.Scheduling.Speculation;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Forms steps as vLLM's V1 scheduler does: running requests first, in order of admission, decodes and prompts alike;
 * then waiting ones while the token budget, max-num-seqs and KV blocks last. When blocks run out it preempts.
 *
 * <p>A waiting request is admitted only if its whole prompt fits into free blocks (vLLM's
 * {@code --scheduler-reserve-full-isl}, on by default), whatever its output will need.
 */
final class Scheduler {

    private final EngineLimits limits;
    private final Scheduling scheduling;
    private final @Nullable Speculation speculation;
    private final @Nullable RandomGenerator acceptance;
    private final KvBlocks kv;
    private final WaitingQueue waiting;
    private final List<Sequence> running = new ArrayList<>();
    private final List<Sequence> chosen = new ArrayList<>(); // scheduled, not in the step yet
    private final boolean mayTakeBack;
    private final Tally tally;

    Scheduler(EngineLimits limits, Scheduling scheduling, KvBlocks kv, Tally tally) {
        this.limits = limits;
        this.scheduling = scheduling;
        this.speculation = scheduling.speculation();
        this.acceptance = speculation == null ? null : speculation.seed().generator();
        this.kv = kv;
        this.waiting = new WaitingQueue(scheduling.policy());
        this.tally = tally;
        this.mayTakeBack = scheduling.policy() == SchedulingPolicy.PRIORITY;
    }

    int running() {
        return running.size();
    }

    int waiting() {
        return waiting.size();
    }

    void enqueue(Sequence sequence) {
        waiting.add(sequence);
    }

    void forgetWaiting() {
        waiting.aborted();
    }

    /** Takes sequences that are over off the running list. */
    void dropEnded() {
        running.removeIf(sequence -> !sequence.running);
    }

    /** Fills the step; it stays empty if there is nothing to do. */
    void form(Step step) {
        step.clear();
        int budget = scheduleRunning(limits.maxNumBatchedTokens(), step);
        if (step.preemptions() == 0) {
            admit(budget);
        }
        carry(step);
    }

    private int scheduleRunning(int wholeBudget, Step step) {
        int budget = wholeBudget;
        int decodesLeft = decodesPerBatch();
        for (int i = 0; i < running.size() && budget > 0; i++) {
            Sequence sequence = running.get(i);
            if (sequence.emitting || sequence.aborted) {
                continue;
            }
            boolean decoding = sequence.decoding();
            if (decoding && decodesLeft-- <= 0) {
                continue;
            }
            int wanted = Math.min(budget, decoding ? 1 + drafts(sequence) : sequence.pending());
            while (!kv.extend(sequence, sequence.computed + wanted)) {
                Sequence victim = victim();
                if (victim == null) {
                    wanted = 0; // all blocks are held by batches still in the pipeline: wait for them
                    break;
                }
                int place = running.indexOf(victim);
                budget += victim.scheduled;
                preempt(victim, place, step);
                if (place <= i) {
                    i--;
                }
                if (victim == sequence) {
                    wanted = 0;
                    break;
                }
            }
            budget -= wanted;
            if (wanted > 0) {
                if (decoding && !mayTakeBack) {
                    decode(sequence, wanted, step); // at once, as most do
                } else { // later: decodes come before chunks, and a more urgent one may still preempt it
                    sequence.scheduled = wanted;
                    chosen.add(sequence);
                }
            }
        }
        return budget;
    }

    /** With pipeline stages, each batch takes its share of the running sequences, so that every stage has one to work on. */
    private int decodesPerBatch() {
        int stages = limits.pipelineStages();
        return stages == 1 ? Integer.MAX_VALUE : (running.size() + stages - 1) / stages;
    }

    private void admit(int wholeBudget) {
        int budget = wholeBudget;
        while (budget > 0 && running.size() < limits.maxNumSeqs()) {
            Sequence sequence = waiting.peek();
            if (sequence == null) {
                return;
            }
            int cached = kv.cachedBlocks(sequence);
            int hit = cached * limits.blockTokens();
            int wanted = sequence.known() - hit;
            boolean cut = wanted > budget;
            if ((cut && !scheduling.chunkedPrefill()) || !kv.fits(sequence, sequence.known(), cached)) {
                return;
            }
            waiting.remove();
            wanted = Math.min(wanted, budget);
            kv.takeCached(sequence, cached);
            kv.extend(sequence, hit + wanted);
            sequence.computed = hit;
            sequence.scheduled = wanted;
            sequence.running = true;
            running.add(sequence);
            chosen.add(sequence);
            budget -= wanted;
            if (scheduling.prefixCaching()) {
                tally.prefixCacheQueries += sequence.known();
                tally.prefixCacheHits += hit;
            }
        }
    }

    /** Moves what was chosen into the step, decodes first, and advances the sequences past it. */
    private void carry(Step step) {
        if (chosen.isEmpty()) {
            return;
        }
        for (Sequence sequence : chosen) {
            if (sequence.scheduled > 0 && sequence.decoding()) {
                decode(sequence, sequence.scheduled, step);
                sequence.scheduled = 0;
            }
        }
        for (Sequence sequence : chosen) {
            if (sequence.scheduled > 0) {
                boolean emits = sequence.scheduled == sequence.pending();
                step.addChunk(sequence, sequence.scheduled, emits ? 1 : 0);
                advance(sequence, sequence.scheduled, emits);
                sequence.scheduled = 0;
                sequence.admitted = true;
            }
        }
        chosen.clear();
    }

    private void decode(Sequence sequence, int rows, Step step) {
        int accepted = accepted(rows - 1);
        step.addDecode(sequence, rows, 1 + accepted);
        advance(sequence, 1 + accepted, true);
    }

    private void advance(Sequence sequence, int tokens, boolean emits) {
        sequence.computed += tokens;
        sequence.emitting = emits;
        sequence.inFlight++;
        kv.publish(sequence);
    }

    private int drafts(Sequence sequence) {
        return speculation == null
                ? 0
                : Math.min(speculation.draftTokens(), sequence.outputTokens - sequence.generated - 1);
    }

    private int accepted(int drafted) {
        if (speculation == null || acceptance == null) {
            return 0;
        }
        int accepted = 0;
        while (accepted < drafted && acceptance.nextDouble() < speculation.acceptance()) {
            accepted++;
        }
        tally.drafts += drafted > 0 ? 1 : 0;
        tally.draftTokens += drafted;
        tally.acceptedDraftTokens += accepted;
        return accepted;
    }

    /** Whom to preempt: the last admitted, or the least urgent; none whose tokens are still in the pipeline. */
    private @Nullable Sequence victim() {
        Sequence victim = null;
        for (int i = running.size() - 1; i >= 0; i--) {
            Sequence candidate = running.get(i);
            if (candidate.inFlight == 0 && !candidate.aborted && (victim == null || lessUrgent(candidate, victim))) {
                victim = candidate;
            }
        }
        return victim;
    }

    private boolean lessUrgent(Sequence a, Sequence b) {
        return switch (scheduling.policy()) {
            case FCFS -> false; // the last admitted was met first
            case PRIORITY ->
                a.request.priority() != b.request.priority()
                        ? a.request.priority() > b.request.priority()
                        : a.arrival > b.arrival;
        };
    }

    private void preempt(Sequence victim, int place, Step step) {
        running.remove(place);
        kv.release(victim);
        victim.computed = 0;
        victim.scheduled = 0;
        victim.running = false;
        waiting.putBack(victim);
        tally.preemptions++;
        step.addPreempted(victim.request.id());
    }
}
