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

    private static final int FIRST_TOKEN = 1;
    private static final int FINISHED = 2;
    private static final int ADMITTED = 4;

    private long startNanos;
    private long endNanos;
    private long nextStepNanos;

    private Sequence[] sequences = new Sequence[64];
    private int[] tokens = new int[64]; // computed in this step
    private int[] before = new int[64]; // in the KV cache before it
    private int[] emitted = new int[64];
    private byte[] flags = new byte[64];
    private int size;

    private int decodes;
    private int decodeRows;
    private long decodeContext;
    private int prefillTokens;
    private int sampled;
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
        return sequences[entry].request.id();
    }

    /** Returns how many tokens of this entry's answer come out: 0 for a prompt not yet read to its end, mostly 1 else. */
    public int emittedTokens(int entry) {
        return emitted[entry];
    }

    /** Tells whether the first token of this entry's answer comes out. */
    public boolean firstToken(int entry) {
        return (flags[entry] & FIRST_TOKEN) != 0;
    }

    /** Tells whether this entry's request is scheduled for the first time: its time in the queue ends at the start. */
    public boolean admitted(int entry) {
        return (flags[entry] & ADMITTED) != 0;
    }

    /** Returns why this entry's request ends with this step, or null if it goes on. */
    public @Nullable FinishReason finish(int entry) {
        return (flags[entry] & FINISHED) != 0 ? sequences[entry].request.end() : null;
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

    /** Returns how many answers begin with this step. */
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
            if (emitted[i] > 0) {
                emissions.add(new Emission(requestId(i), emitted[i], firstToken(i), finish(i)));
            }
        }
        return emissions;
    }

    @Override
    public int decodeSequences() {
        return decodes;
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
        for (int i = 0; i < decodes; i++) {
            sum += Math.min(before[i] + 1, window);
        }
        return sum;
    }

    @Override
    public int prefillChunks() {
        return size - decodes;
    }

    @Override
    public int chunkTokens(int chunk) {
        return tokens[decodes + chunk];
    }

    @Override
    public int chunkCachedTokens(int chunk) {
        return before[decodes + chunk];
    }

    @Override
    public int prefillTokens() {
        return prefillTokens;
    }

    @Override
    public int sampledSequences() {
        return sampled;
    }

    @Override
    public String toString() {
        return "Step[" + startNanos + " to " + endNanos + " ns, " + decodes + " decodes, " + prefillChunks()
                + " chunks of " + prefillTokens + " tokens, " + preemptions + " preempted]";
    }

    void clear() {
        Arrays.fill(sequences, 0, size, null);
        size = 0;
        decodes = 0;
        decodeRows = 0;
        decodeContext = 0;
        prefillTokens = 0;
        sampled = 0;
        emittedInAll = 0;
        firstTokens = 0;
        finishing = 0;
        admissions = 0;
        preemptions = 0;
    }

    /** Adds a sequence that decodes; all of them must be added before any chunk. */
    void addDecode(Sequence sequence, int rows, int out) {
        add(sequence, rows, out);
        decodes++;
        decodeRows += rows;
        decodeContext += sequence.computed + 1;
        sampled++;
    }

    void addChunk(Sequence sequence, int rows, int out) {
        add(sequence, rows, out);
        prefillTokens += rows;
        sampled += out;
    }

    private void add(Sequence sequence, int rows, int out) {
        if (size == sequences.length) {
            int room = 2 * size;
            sequences = Arrays.copyOf(sequences, room);
            tokens = Arrays.copyOf(tokens, room);
            before = Arrays.copyOf(before, room);
            emitted = Arrays.copyOf(emitted, room);
            flags = Arrays.copyOf(flags, room);
        }
        sequences[size] = sequence;
        tokens[size] = rows;
        before[size] = sequence.computed;
        emitted[size] = out;
        emittedInAll += out;
        int flag = 0;
        if (!sequence.admitted) {
            flag |= ADMITTED;
            admissions++;
        }
        if (out > 0) {
            if (sequence.generated == 0) {
                flag |= FIRST_TOKEN;
                firstTokens++;
            }
            if (sequence.generated + out >= sequence.outputTokens) {
                flag |= FINISHED;
                finishing++;
            }
        }
        flags[size++] = (byte) flag;
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

    Sequence sequence(int entry) {
        return sequences[entry];
    }

    boolean finishes(int entry) {
        return (flags[entry] & FINISHED) != 0;
    }

    /**
     * Tokens that come out of one step for one request.
     *
     * @param requestId whose they are
     * @param tokens how many, at least 1
     * @param first whether the first of them begins the answer
     * @param finish why the answer ends with the last of them, or null if it goes on
     */
    public record Emission(
            long requestId,
            int tokens,
            boolean first,
            @Nullable FinishReason finish) {}
}
