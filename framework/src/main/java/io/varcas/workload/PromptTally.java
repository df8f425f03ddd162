package io.varcas.workload;

import io.varcas.metric.TokenSource;
import io.varcas.traffic.Seed;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts what the prompts of a load were meant to be. Any thread may add. */
public final class PromptTally {

    /** Tokens of a block of vLLM's prefix cache, its default (2026-11): what is shared counts in whole blocks. */
    private static final int CACHE_BLOCK = 16;

    private static final int FIRST_ROOM = 1024;

    /**
     * What came of it.
     *
     * @param requests requests made, those of the warm-up among them
     * @param distinctPrompts different prompts among them
     * @param drawnTokens prompt tokens that were drawn for them, before the context was looked at
     * @param plannedTokens prompt tokens they were made to have
     * @param source how the latter are known
     * @param checked prompts that were counted whole
     * @param exact those of them that had as many tokens as planned
     * @param shortened requests shortened to fit into the context
     * @param sharedTokens prompt tokens in whole blocks that an earlier request had as well: what an endless prefix cache would have
     * @param sharingKnown whether that is all: what prompts share that came whole from data or from the user's method, nobody knows
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
            boolean sharingKnown) {}

    private final Map<String, Integer> longestShared = new HashMap<>();
    private final Map<Long, Integer> longestOfBlocks = new HashMap<>();
    private long[] hashes = new long[FIRST_ROOM];
    private int requests;
    private long drawn;
    private long planned;
    private long checked;
    private long exact;
    private long shortened;
    private long shared;
    private boolean sharingKnown = true;
    private TokenSource source = TokenSource.NONE;

    /** Adds a request. */
    synchronized void made(PlannedRequest request, int drawnTokens, boolean wasShortened) {
        if (requests == hashes.length) {
            hashes = Arrays.copyOf(hashes, hashes.length * 2);
        }
        hashes[requests++] = promptHash(request.prompt());
        drawn += drawnTokens;
        planned += request.input().tokens();
        shortened += wasShortened ? 1 : 0;
        if (source != TokenSource.ESTIMATE) {
            source = request.input().source();
        }
    }

    /** Adds what a request has in common with others: its first tokens, with all requests of the same key. */
    synchronized void shares(String key, int tokens) {
        int longest = longestShared.getOrDefault(key, 0);
        shared += inBlocks(Math.min(longest, tokens));
        if (tokens > longest) {
            longestShared.put(key, tokens);
        }
    }

    /**
     * Adds what a prompt of numbered blocks has in common with those before it: its beginning, as far as one of them had the same blocks.
     *
     * @param numbers numbers of its blocks
     * @param blockTokens length of a block
     * @param tokens its length; the last block is cut
     */
    synchronized void sharesBlocks(List<Long> numbers, int blockTokens, int tokens) {
        Seed beginning = Seed.of(0);
        int common = 0;
        int end = 0;
        for (long number : numbers) {
            if (end == tokens) {
                break;
            }
            beginning = beginning.derive(number);
            end = Math.min(end + blockTokens, tokens);
            Integer longest = longestOfBlocks.get(beginning.value());
            if (longest != null) {
                common = Math.min(longest, end);
            }
            longestOfBlocks.merge(beginning.value(), end, Math::max);
        }
        shared += inBlocks(common);
    }

    /** Notes that a prompt may have anything in common with others. */
    synchronized void mayShare() {
        sharingKnown = false;
    }

    /** Adds what the next turn of a conversation has in common with the one before. */
    synchronized void continues(int tokens) {
        shared += inBlocks(tokens);
    }

    /** Notes whether a prompt that was counted whole had as many tokens as planned. */
    synchronized void checked(boolean asPlanned) {
        checked++;
        exact += asPlanned ? 1 : 0;
    }

    /** Returns the counts so far. */
    public synchronized Counts counts() {
        long distinct = Arrays.stream(hashes, 0, requests).distinct().count();
        return new Counts(requests, distinct, drawn, planned, source, checked, exact, shortened, shared, sharingKnown);
    }

    private static long inBlocks(int tokens) {
        return (long) tokens - tokens % CACHE_BLOCK;
    }

    private static long promptHash(ChatPrompt prompt) {
        long hash = 1125899906842597L;
        for (ChatMessage message : prompt.messages()) {
            String text = message.content();
            for (int i = 0; i < text.length(); i++) {
                hash = 31 * hash + text.charAt(i);
            }
            hash = 31 * hash + message.role().hashCode();
        }
        return hash;
    }
}
