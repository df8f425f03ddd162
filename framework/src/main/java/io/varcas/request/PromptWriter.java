package io.varcas.request;

import io.varcas.annotation.Endpoint;
import io.varcas.traffic.Seed;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.PromptSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Writes the prompts of one kind of traffic, each of a wanted length with everything that belongs to it. */
final class PromptWriter {

    /** Stands for a text where the tokens around it are counted. */
    private static final String PLACEHOLDER = "word";

    private static final String FULL_STOP = ".";
    private static final int NO_PREFIX = -1;
    private static final int COMMON_PREFIX = Integer.MAX_VALUE; // the number of no drawn one

    /** Prompts that are counted whole before the load, to see whether their parts' tokens add up. */
    private static final int CHECKS = 4;

    /**
     * A prompt.
     *
     * @param prompt its messages
     * @param tokens its length as planned
     * @param prefix number of the beginning that it shares; below 0 if that is the system message alone, or nothing
     * @param sharedTokens length of the shared prefix, in tokens
     */
    record Written(ChatPrompt prompt, int tokens, int prefix, int sharedTokens) {}

    private final PromptSpec spec;
    private final PromptLayout layout;
    private final TokenCosts costs;
    private final TextMaker maker;
    private final Seed prefixSeed;
    private final List<Boolean> checks = new ArrayList<>();
    private final int overhead;
    private final int lead;

    /**
     * Creates a writer.
     *
     * @param spec what prompts consist of
     * @param endpoint route that they go to
     * @param costs what pieces of text cost
     * @param maker makes texts at these costs
     * @param counter counts whole prompts; empty if the costs are estimates
     * @param seed root of the shared prefixes
     * @param usual usual length of a prompt, at which the sum of its parts is checked
     * @throws IOException if the counter does not count
     */
    PromptWriter(
            PromptSpec spec,
            Endpoint endpoint,
            TokenCosts costs,
            TextMaker maker,
            Optional<PromptCounter> counter,
            Seed seed,
            int usual)
            throws IOException {
        this.spec = spec;
        this.layout = PromptLayout.of(spec);
        this.costs = costs;
        this.maker = maker;
        for (int i = 0; i < layout.texts(); i++) {
            layout.source(i).ifPresent(maker::prepare);
        }
        maker.prepare(TextSource.REQUESTS); // of which later turns are made
        this.prefixSeed = seed.derive("shared prefixes");
        this.lead = layout.leadTokens(costs);
        this.overhead = counter.isPresent() ? counted(counter.get(), endpoint) : estimated();
        for (int i = 1; i <= CHECKS && counter.isPresent(); i++) {
            Written sample = write(-i, usual, 0, seed.derive(-i).generator());
            checks.add(counter.get().count(sample.prompt(), endpoint) == sample.tokens());
        }
    }

    /** Returns, for each prompt that was counted as a whole, whether its count equals the sum of its parts. */
    List<Boolean> checks() {
        return checks;
    }

    /** Returns whether the tokens of a prompt are the sum of its parts' tokens, as far as was checked. */
    boolean addsUp() {
        return !checks.contains(false);
    }

    /**
     * Writes a prompt.
     *
     * @param index place of the request in the plan
     * @param tokens wanted length; if that is less than what belongs to every prompt, the prompt is longer
     * @param common tokens at its beginning that all such prompts have in common; 0 to leave that to the spec
     * @param random chance of the request
     */
    Written write(long index, int tokens, int common, RandomGenerator random) {
        int count = layout.texts();
        int budget = Math.max(count, tokens - overhead);
        int drawn = spec.prefixes() > 0 ? random.nextInt(spec.prefixes()) : NO_PREFIX;
        int prefix = common > 0 ? COMMON_PREFIX : drawn;
        int shared = 0;
        int used = 0;
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int wanted = layout.tokens(i, budget, used);
            MeasuredText text;
            if (i == 0 && prefix != NO_PREFIX && wanted > 1) {
                int asked = common > 0 ? common : spec.sharedTokens(tokens);
                shared = Math.max(1, Math.min(wanted - 1, asked - lead));
                text = prefixed(prefix, shared, index, wanted, random);
            } else {
                text = text(i, i == 0 ? index : random.nextLong(), wanted, random);
            }
            used += text.tokens();
            texts.add(text.text());
        }
        return new Written(layout.prompt(texts), overhead + used, prefix, lead + shared);
    }

    /** Returns the user message of a later turn of a conversation. */
    String turn(long index, int tokens, RandomGenerator random) {
        return layout.first().isEmpty()
                ? maker.words(index, tokens, random).text()
                : maker.sentences(index, tokens, TextSource.REQUESTS, random).text();
    }

    private MeasuredText prefixed(int prefix, int shared, long index, int wanted, RandomGenerator random) {
        MeasuredText beginning =
                maker.beginning(shared, prefixSeed.derive(prefix).generator());
        MeasuredText rest = text(0, index, wanted - beginning.tokens(), random);
        return new MeasuredText(beginning.text() + " " + rest.text(), beginning.tokens() + rest.tokens());
    }

    private MeasuredText text(int place, long number, int tokens, RandomGenerator random) {
        Optional<TextSource> source = layout.source(place);
        return source.isPresent()
                ? maker.sentences(number, tokens, source.get(), random)
                : maker.words(number, tokens, random);
    }

    private int counted(PromptCounter counter, Endpoint endpoint) throws IOException {
        boolean plain = layout.first().isEmpty();
        String text = plain ? PLACEHOLDER : PLACEHOLDER + FULL_STOP;
        int each = plain ? 1 : 1 + costs.of(FULL_STOP);
        ChatPrompt empty = layout.prompt(Collections.nCopies(layout.texts(), text));
        return counter.count(empty, endpoint) - each * layout.texts();
    }

    private int estimated() {
        return lead + (layout.middle().isEmpty() ? 0 : costs.of(layout.middle()));
    }
}
