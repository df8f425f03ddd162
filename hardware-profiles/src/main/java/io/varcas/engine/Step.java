package io.varcas.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One engine step: which requests it carries, when it ends, and what comes out then.
 *
 * <p>Everything is known when the step starts, but nothing has happened before {@link #endNanos()}: only then are its
 * tokens out. Entries are numbered from 0 to {@link #size()}, decoding sequences first. The engine uses the same object
 * again: read it before the next call of {@link Engine#step} at or after its end, or keep {@link #emissions()}.
 */
public final class Step implements StepBatch {

    static final int FIRST_TOKEN = 1;
    static final int FINISHED = 2;
    private static final int ADMITTED = 4;

    private long startNanos;
    private long endNanos;
    private long nextStepNanos;

    private Entry[] entries = new Entry[0];
    private int size;

    private int chunks;
    private int decodeRows;
    private long decodeContext;
    private int prefillTokens;
    private int sampledChunks;
    private int emittedInAll;
    private int firstTokens;
    private int finishing;
    private int admissions;
    private long[] preempted = new long[4];
    private int preemptions;

    Step() {}

    /** Returns when the step started. */
    public long startNanos() {
        return startNanos;
    }

    /** Returns when its tokens are out and its finished requests gone. */
    public long endNanos() {
        return endNanos;
    }

    /** Returns from when the engine may be asked for another step: the end, or earlier with pipeline stages. */
    public long nextStepNanos() {
        return nextStepNanos;
    }

    /** Returns how long it takes, from start to end. */
    public long durationNanos() {
        return endNanos - startNanos;
    }

    /** Returns how many requests the step carries. */
    public int size() {
        return size;
    }

    /** Returns the id of the request of this entry. */
    public long requestId(int entry) {
        return entries[entry].sequence.request.id();
    }

    /**
     * Returns how many tokens of this entry's output come out: 0 for a prompt not yet read to its end, mostly 1 else.
     */
    public int emittedTokens(int entry) {
        return entries[entry].emitted;
    }

    /** Returns whether the step completes the first output token of an entry. */
    public boolean firstToken(int entry) {
        return entries[entry].has(FIRST_TOKEN);
    }

    /** Returns whether an entry's request is scheduled for the first time; its time in the queue ends at the start. */
    public boolean admitted(int entry) {
        return entries[entry].has(ADMITTED);
    }

    /** Returns why this entry's request ends with this step, or null if it goes on. */
    public @Nullable FinishReason finish(int entry) {
        return entries[entry].has(FINISHED) ? entries[entry].sequence.request.end() : null;
    }

    /** Returns how many requests had to give up their KV blocks when the step was formed, to be recomputed later. */
    public int preemptions() {
        return preemptions;
    }

    /** Returns the id of one of the preempted requests. */
    public long preemptedId(int preemption) {
        return preempted[preemption];
    }

    /** Returns how many tokens come out, of all entries together. */
    public int emittedTokens() {
        return emittedInAll;
    }

    /** Returns how many outputs begin with this step. */
    public int firstTokens() {
        return firstTokens;
    }

    /** Returns how many requests end with this step. */
    public int finishing() {
        return finishing;
    }

    /** Returns how many requests are scheduled for the first time. */
    public int admissions() {
        return admissions;
    }

    /** Returns all tokens the step computes, of decoding sequences and of prompts. */
    public int batchTokens() {
        return decodeRows + prefillTokens;
    }

    /** Returns what comes out at the end, copied; entries that emit nothing are left out. */
    public List<Emission> emissions() {
        List<Emission> emissions = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            if (entries[i].emitted > 0) {
                emissions.add(new Emission(requestId(i), entries[i].emitted, firstToken(i), finish(i)));
            }
        }
        return emissions;
    }

    @Override
    public int decodeSequences() {
        return size - chunks;
    }

    @Override
    public int decodeRows() {
        return decodeRows;
    }

    @Override
    public long decodeContextTokens() {
        return decodeContext;
    }

    @Override
    public long decodeContextTokens(int window) {
        long sum = 0;
        for (int i = 0; i < size - chunks; i++) {
            sum += Math.min(entries[i].before + 1, window);
        }
        return sum;
    }

    @Override
    public int prefillChunks() {
        return chunks;
    }

    @Override
    public int chunkTokens(int chunk) {
        return entries[size - chunks + chunk].chunkTokens;
    }

    @Override
    public int chunkCachedTokens(int chunk) {
        return entries[size - chunks + chunk].before;
    }

    @Override
    public int prefillTokens() {
        return prefillTokens;
    }

    @Override
    public int sampledSequences() {
        return size - chunks + sampledChunks;
    }

    @Override
    public String toString() {
        return "Step[" + startNanos + " to " + endNanos + " ns, " + decodeSequences() + " decodes, " + prefillChunks()
                + " chunks of " + prefillTokens + " tokens, " + preemptions + " preempted]";
    }

    void clear() {
        size = 0;
        chunks = 0;
        decodeRows = 0;
        decodeContext = 0;
        prefillTokens = 0;
        sampledChunks = 0;
        emittedInAll = 0;
        firstTokens = 0;
        finishing = 0;
        admissions = 0;
        preemptions = 0;
    }

    /** Adds a sequence that decodes; all of them must be added before any chunk. */
    void addDecode(Sequence sequence, int rows, int out) {
        add(sequence, out);
        decodeRows += rows;
        decodeContext += sequence.computed + 1;
    }

    void addChunk(Sequence sequence, int rows, int out) {
        Entry entry = add(sequence, out);
        entry.chunkTokens = rows;
        chunks++;
        prefillTokens += rows;
        sampledChunks += out;
        if (!sequence.admitted) {
            entry.flags |= ADMITTED;
            admissions++;
        }
        if (out > 0 && sequence.generated == 0) {
            entry.flags |= FIRST_TOKEN;
            firstTokens++;
        }
    }

    private Entry add(Sequence sequence, int out) {
        if (size == entries.length) {
            grow(sequence);
        }
        Entry entry = entries[size++];
        if (entry.sequence != sequence) { // mostly it is that of the step before: a reference stored costs a GC barrier
            entry.sequence = sequence;
        }
        entry.before = sequence.computed;
        entry.emitted = out;
        entry.flags = 0;
        emittedInAll += out;
        if (out > 0 && sequence.generated + out >= sequence.outputTokens) {
            entry.flags = FINISHED;
            finishing++;
        }
        return entry;
    }

    private void grow(Sequence filler) {
        entries = Arrays.copyOf(entries, 2 * size + 64);
        for (int i = size; i < entries.length; i++) {
            entries[i] = new Entry(filler);
        }
    }

    void addPreempted(long id) {
        if (preemptions == preempted.length) {
            preempted = Arrays.copyOf(preempted, 2 * preemptions);
        }
        preempted[preemptions++] = id;
    }

    void time(long start, long end, long next) {
        startNanos = start;
        endNanos = end;
        nextStepNanos = next;
    }

    Entry entry(int entry) {
        return entries[entry];
    }

    boolean finishes(int entry) {
        return entries[entry].has(FINISHED);
    }

    /**
     * The work of a step for one sequence. Entries are reused by later steps and may name a sequence that has ended.
     */
    static final class Entry {
        Sequence sequence;
        /** Tokens in the KV cache before the step. */
        int before;
        /** Tokens of the prompt computed in the step; without meaning for a sequence that decodes. */
        int chunkTokens;
        /** Tokens of the output that come out. */
        int emitted;

        private int flags;

        Entry(Sequence sequence) {
            this.sequence = sequence;
        }

        boolean has(int flag) {
            return (flags & flag) != 0;
        }
    }

    /**
     * Tokens that come out of one step for one request.
     *
     * @param requestId whose they are
     * @param tokens how many, at least 1
     * @param first whether the first of them begins the output
     * @param finish why the output ends with the last of them, or null if it goes on
     */
    public record Emission(
            long requestId,
            int tokens,
            boolean first,
            @Nullable FinishReason finish) {}
}
