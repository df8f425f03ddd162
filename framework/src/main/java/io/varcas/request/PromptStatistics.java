package io.varcas.request;

import io.varcas.record.TokenCount;
import io.varcas.record.TokenSource;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Counts the planned lengths and shared prefixes of the prompts of a load. The counts of shares of a load add up. Any
 * thread may add.
 */
public final class PromptStatistics {

    /**
     * The result of counting.
     *
     * @param requests requests sent, those of the warm-up among them
     * @param distinctPrompts different prompts among them
     * @param drawnTokens prompt tokens that were drawn for them, before the context was looked at
     * @param plannedTokens prompt tokens they were made to have
     * @param source how the latter are known
     * @param checked prompts that were counted whole
     * @param exact those of them that had as many tokens as planned
     * @param shortened requests shortened to fit into the context
     * @param sharedTokens prompt tokens in whole blocks that an earlier request had as well, the hits of an unlimited
     *     prefix cache
     * @param sharingKnown whether that is all; unknown for prompts that come complete from data or from the user's method
     * @param repeatedPrompts those of them that an earlier load of the same run had as well
     * @param usageRequests requests whose prompt the server counted
     * @param usagePlannedTokens prompt tokens that these were made to have
     * @param usageTokens prompt tokens that the server counted
     */
    public record Counts(
            long requests,
            long distinctPrompts,
            long drawnTokens,
            long plannedTokens,
            TokenSource source,
            long checked,
            long exact,
            long shortened,
            long sharedTokens,
            boolean sharingKnown,
            long repeatedPrompts,
            long usageRequests,
            long usagePlannedTokens,
            long usageTokens) {}

    /** A request that has not been sent yet. */
    private record Made(int drawnTokens, TokenCount input, boolean shortened, Consumer<SharedPrefixes> sharing) {}

    private final Map<Long, Made> waiting = new HashMap<>();
    private final SharedPrefixes shared;
    private long requests;
    private long drawn;
    private long planned;
    private long checked;
    private long exact;
    private long shortened;
    private long usageRequests;
    private long usagePlanned;
    private long usageTokens;
    private TokenSource source = TokenSource.NONE;

    /** Creates an empty count. */
    public PromptStatistics() {
        this(new SharedPrefixes());
    }

    private PromptStatistics(SharedPrefixes shared) {
        this.shared = shared;
    }

    /**
     * Notes a request that was made; it counts once it was {@link #sent}.
     *
     * @param request the request
     * @param drawnTokens prompt tokens that were drawn for it
     * @param wasShortened whether it was shortened to fit into the context
     * @param sharing adds what its prompt may have in common with others
     */
    synchronized void made(
            PlannedRequest request, int drawnTokens, boolean wasShortened, Consumer<SharedPrefixes> sharing) {
        waiting.put(request.index(), new Made(drawnTokens, request.input(), wasShortened, sharing));
    }

    /**
     * Counts a request that was made.
     *
     * @param index its place in the plan
     */
    public void sent(long index) {
        sent(index, TokenCount.NONE);
    }

    /**
     * Counts a request that was made, and holds the server's count of its prompt against its plan.
     *
     * @param index its place in the plan
     * @param counted prompt tokens, as its record says
     */
    public synchronized void sent(long index, TokenCount counted) {
        Made request = waiting.remove(index);
        if (request == null) {
            return;
        }
        requests++;
        drawn += request.drawnTokens();
        planned += request.input().tokens();
        shortened += request.shortened() ? 1 : 0;
        countedBy(request.input().source());
        if (counted.source() == TokenSource.USAGE) {
            usageRequests++;
            usagePlanned += request.input().tokens();
            usageTokens += counted.tokens();
        }
        request.sharing().accept(shared);
    }

    /** Notes whether a prompt that was counted whole had as many tokens as planned. */
    synchronized void checked(boolean asPlanned) {
        checked++;
        exact += asPlanned ? 1 : 0;
    }

    /** Adds the counts of another share of the load. */
    public synchronized void add(PromptStatistics share) {
        synchronized (share) {
            requests += share.requests;
            drawn += share.drawn;
            planned += share.planned;
            checked += share.checked;
            exact += share.exact;
            shortened += share.shortened;
            usageRequests += share.usageRequests;
            usagePlanned += share.usagePlanned;
            usageTokens += share.usageTokens;
            shared.add(share.shared);
            countedBy(share.source);
        }
    }

    /**
     * Returns the current counts.
     *
     * @param distinctPrompts different prompts among those sent, which the request log tells
     * @param repeatedPrompts those of them that an earlier load of the same run had as well
     */
    public synchronized Counts counts(long distinctPrompts, long repeatedPrompts) {
        return new Counts(
                requests,
                distinctPrompts,
                drawn,
                planned,
                source,
                checked,
                exact,
                shortened,
                shared.tokens(),
                shared.isKnown(),
                repeatedPrompts,
                usageRequests,
                usagePlanned,
                usageTokens);
    }

    /**
     * Writes what {@link #read} reads.
     *
     * @throws IOException if it cannot be written
     */
    public synchronized void write(DataOutput out) throws IOException {
        shared.write(out);
        for (long count : new long[] {
            requests, drawn, planned, checked, exact, shortened, usageRequests, usagePlanned, usageTokens
        }) {
            out.writeLong(count);
        }
        out.writeUTF(source.name());
    }

    /**
     * Reads a count that a JVM of the same version wrote.
     *
     * @throws IOException if it cannot be read
     */
    public static PromptStatistics read(DataInput in) throws IOException {
        PromptStatistics read = new PromptStatistics(SharedPrefixes.read(in));
        read.requests = in.readLong();
        read.drawn = in.readLong();
        read.planned = in.readLong();
        read.checked = in.readLong();
        read.exact = in.readLong();
        read.shortened = in.readLong();
        read.usageRequests = in.readLong();
        read.usagePlanned = in.readLong();
        read.usageTokens = in.readLong();
        read.source = TokenSource.valueOf(in.readUTF());
        return read;
    }

    /** What one estimate is part of is an estimate. */
    private void countedBy(TokenSource how) {
        if (source != TokenSource.ESTIMATE && how != TokenSource.NONE) {
            source = how;
        }
    }
}
