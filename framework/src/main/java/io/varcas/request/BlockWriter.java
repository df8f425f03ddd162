package io.varcas.request;

import io.varcas.annotation.Endpoint;
import io.varcas.record.TokenCount;
import io.varcas.record.TokenSource;
import io.varcas.traffic.Seed;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.PromptException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Writes prompts made of numbered blocks: equal numbers are equal text, so that prompts share what those of a trace shared. */
final class BlockWriter {

    /** Prompts that are counted whole, to see whether their blocks' tokens add up. */
    private static final int CHECKS = 4;

    private final TextMaker maker;
    private final Seed seed;
    private final Endpoint endpoint;
    private final Optional<PromptCounter> counter;
    private final PromptStatistics tally;
    private int overhead = -1;
    private int checked;
    private boolean addsUp = true;

    /**
     * Creates a writer.
     *
     * @param maker makes texts
     * @param seed root of the blocks' text
     * @param endpoint route that the prompts go to
     * @param counter counts whole prompts; empty if their lengths are estimates
     * @param tally told of the prompts counted whole
     */
    BlockWriter(
            TextMaker maker, Seed seed, Endpoint endpoint, Optional<PromptCounter> counter, PromptStatistics tally) {
        this.maker = maker;
        this.seed = seed.derive("blocks");
        this.endpoint = endpoint;
        this.counter = counter;
        this.tally = tally;
    }

    /**
     * A prompt.
     *
     * @param prompt its one message
     * @param tokens its length
     */
    record Written(ChatPrompt prompt, TokenCount tokens) {}

    /**
     * Writes a prompt.
     *
     * @param blocks numbers of its blocks
     * @param blockTokens length of a block
     * @param tokens length of the text; missing blocks shorten it, and the last block is cut
     */
    Written write(List<Long> blocks, int blockTokens, int tokens) {
        int wanted = Math.max(1, tokens - overhead());
        StringBuilder text = new StringBuilder(wanted * 6);
        int used = 0;
        for (long block : blocks) {
            if (used >= wanted) {
                break;
            }
            MeasuredText piece = maker.words(
                    block,
                    Math.min(blockTokens, wanted - used),
                    seed.derive(block).generator());
            text.append(text.isEmpty() ? "" : " ").append(piece.text());
            used += piece.tokens();
        }
        return counted(ChatPrompt.of(text.toString()), overhead() + used);
    }

    private Written counted(ChatPrompt prompt, int planned) {
        if (counter.isPresent() && checked < CHECKS) {
            checked++;
            boolean exact = count(prompt) == planned;
            addsUp &= exact;
            tally.checked(exact);
        }
        TokenSource source = counter.isPresent() && addsUp ? TokenSource.TOKENIZER : TokenSource.ESTIMATE;
        return new Written(prompt, new TokenCount(planned, source));
    }

    /** Tokens that the route adds to a prompt's text, such as those of a chat template. */
    private int overhead() {
        if (overhead < 0) {
            MeasuredText sample = maker.words(0, CHECKS, seed.generator());
            overhead = counter.isPresent() ? Math.max(0, count(ChatPrompt.of(sample.text())) - sample.tokens()) : 0;
        }
        return overhead;
    }

    private int count(ChatPrompt prompt) {
        try {
            return counter.orElseThrow().count(prompt, endpoint);
        } catch (IOException nobodyCountsAnyMore) {
            throw new PromptException("the server stopped counting tokens: " + nobodyCountsAnyMore.getMessage(), null);
        }
    }
}
