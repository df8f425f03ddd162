package io.varcas.request;

import io.varcas.annotation.Endpoint;
import io.varcas.record.TokenCount;
import io.varcas.record.TokenSource;
import io.varcas.traffic.Seed;
import io.varcas.workload.ChatMessage;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.ContextLimit;
import io.varcas.workload.PromptContext;
import io.varcas.workload.PromptException;
import io.varcas.workload.TrafficPart;
import io.varcas.workload.WorkloadInstance;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Makes the requests of a plan. The request of an index depends on seed and index alone, not on those made before: the same seed
 * gives the same requests to servers of one tokenizer, byte for byte, in any order and on any number of machines.
 */
public final class RequestMaker implements RequestSource {

    /** Characters of English text per token, for prompts and outputs whose tokens were not counted (OpenAI's rule of thumb, 2023). */
    private static final int LETTERS_PER_TOKEN = 4;

    /** Times that a prompt of another length than wanted is written again. */
    private static final int REWRITES = 12;

    /** How much longer than wanted a prompt is made at most, in tokens by its parts, so that it is as long as wanted when it is counted whole. */
    private static final int MOST_STRETCH = 2;

    private static final int LONGEST_STRETCH = 256;

    private final WorkloadPlan plan;
    private final Optional<WorkloadInstance> instance;
    private final LengthDraws draws;
    private final Seed promptSeed;
    private final Seed partSeed;
    private final TextMaker text;
    private final Optional<PromptCounter> counter;
    private final List<PromptWriter> writers = new ArrayList<>();
    private final BlockWriter blocks;
    private final PromptStatistics tally = new PromptStatistics();
    private final int turns;
    private final TokenSource source;

    /**
     * Creates a maker whose token counts are estimates.
     *
     * @param plan whose lengths are drawn
     * @param instance writes the prompts; empty to make them of the drawn length
     * @param seed root of the requests' chance; a fork's own
     */
    public RequestMaker(WorkloadPlan plan, Optional<WorkloadInstance> instance, Seed seed) {
        this(plan, instance, seed, seed, Optional.empty());
    }

    /**
     * Creates a maker.
     *
     * @param plan whose lengths are drawn
     * @param instance writes the prompts; empty to make them of the drawn length
     * @param seed root of the requests' chance; a fork's own
     * @param texts root of what prompts say; other texts of the same lengths come of another
     * @param counter counts tokens as the server does; without one, counts are estimates
     */
    public RequestMaker(
            WorkloadPlan plan,
            Optional<WorkloadInstance> instance,
            Seed seed,
            Seed texts,
            Optional<PromptCounter> counter) {
        this.plan = plan;
        this.instance = instance;
        draws = new LengthDraws(seed);
        promptSeed = texts.derive("prompt");
        partSeed = seed.derive("part");
        turns = plan.session().turns();
        Calibration calibration = calibrate(plan, texts, counter);
        text = calibration.text();
        writers.addAll(calibration.writers());
        this.counter = calibration.counter();
        blocks = new BlockWriter(text, texts, plan.request().endpoint(), this.counter, tally);
        source = this.counter.isPresent() ? TokenSource.TOKENIZER : TokenSource.ESTIMATE;
        // Where parts do not add up, each request is counted, and the samples, which nobody sends, say nothing.
        writers.stream()
                .filter(PromptWriter::addsUp)
                .forEach(writer -> writer.checks().forEach(tally::checked));
    }

    private record Calibration(TextMaker text, List<PromptWriter> writers, Optional<PromptCounter> counter) {}

    private static Calibration calibrate(WorkloadPlan plan, Seed seed, Optional<PromptCounter> counter) {
        try {
            TokenCosts costs = counter.isPresent() ? TokenCosts.counted(counter.get()) : TokenCosts.estimated();
            TextMaker maker = new TextMaker(costs, seed);
            List<PromptWriter> writers = new ArrayList<>();
            for (TrafficPart part : plan.parts()) {
                writers.add(
                        new PromptWriter(part.prompt(), plan.request().endpoint(), costs, maker, counter, seed, (int)
                                part.input().clampedMean()));
            }
            return new Calibration(maker, writers, counter);
        } catch (IOException | TokenCountException nobodyCounts) {
            return calibrate(plan, seed, Optional.empty());
        }
    }

    @Override
    public Optional<PlannedRequest> request(long index) {
        return Optional.of(make(index * turns));
    }

    @Override
    public boolean hasConversations() {
        return turns > 1 && instance.isEmpty();
    }

    /**
     * Returns the next turn: all that was asked and answered, and a new request of a drawn length. What that comes to
     * in tokens is an estimate, because the output was not counted.
     */
    @Override
    public Optional<PlannedRequest> next(PlannedRequest ended, String answer) {
        long index = ended.index() + 1;
        if (!hasConversations() || index % turns == 0) {
            return Optional.empty();
        }
        int place = part(index);
        TrafficPart traffic = plan.parts().get(place);
        int added = draws.input(traffic, index);
        int output = drawnOutput(index, place);
        int before = ended.input().tokens() + ended.outputTokens();
        if ((long) before + added + output > plan.context().room()) {
            return Optional.empty();
        }
        List<ChatMessage> messages = new ArrayList<>(ended.prompt().messages());
        messages.add(ChatMessage.assistant(answer));
        String request =
                writers.get(place).turn(index, added, promptSeed.derive(index).generator());
        messages.add(ChatMessage.user(request));
        TokenCount input = new TokenCount(before + added, TokenSource.ESTIMATE);
        PlannedRequest next = PlannedRequest.of(index, ended.part(), new ChatPrompt(messages), input, output);
        return Optional.of(tallied(next, before + added, false, shared -> shared.continues(before)));
    }

    /**
     * Makes a request.
     *
     * @param index place in the plan, from 0
     * @throws PromptException if the user's prompt method failed, or the lengths do not fit into the context
     */
    public PlannedRequest make(long index) {
        int part = part(index);
        return make(index, part, plan.parts().get(part).name(), OptionalInt.empty(), OptionalInt.empty(), 0);
    }

    /**
     * Makes a request with the lengths in the data; missing lengths are drawn.
     *
     * @param index place in the plan, from 0
     * @param part part of a mix it belongs to; may be empty
     * @param inputTokens length of the prompt
     * @param outputTokens maximum output length
     * @param sharedTokens tokens at its beginning that all such prompts have in common; 0 to leave that to the plan
     * @throws PromptException if the user's prompt method failed, or the lengths do not fit into the context
     */
    public PlannedRequest make(
            long index, String part, OptionalInt inputTokens, OptionalInt outputTokens, int sharedTokens) {
        return make(index, part(index), part, inputTokens, outputTokens, sharedTokens);
    }

    /**
     * Makes a request of a prompt that is known, as data have it.
     *
     * @param index place in the plan, from 0
     * @param part part of a mix it belongs to; may be empty
     * @param prompt the prompt
     * @param inputTokens length of the prompt, if the data say; else it is estimated
     * @param outputTokens maximum output length; drawn if it is not known
     */
    public PlannedRequest make(
            long index, String part, ChatPrompt prompt, OptionalInt inputTokens, OptionalInt outputTokens) {
        TokenCount input = inputTokens.isPresent()
                ? new TokenCount(inputTokens.getAsInt(), TokenSource.ESTIMATE)
                : estimate(prompt);
        int output = outputTokens.orElseGet(() -> drawnOutput(index, part(index)));
        if (plan.request().endpoint() == Endpoint.COMPLETIONS
                && !prompt.messages().stream().allMatch(ChatMessage::isPlain)) {
            throw new PromptException(
                    "request " + index + " has messages with more than text, such as calls of tools, which"
                            + " /v1/completions cannot carry; use endpoint=chat",
                    null);
        }
        PlannedRequest request = PlannedRequest.of(index, part, prompt, input, output);
        return tallied(request, input.tokens(), false, SharedPrefixes::unknown);
    }

    /**
     * Returns how many tokens a text has: counted as the server counts, or estimated if tokens cannot be counted.
     *
     * @param words the text, of a prompt or an output
     */
    public TokenCount tokens(String words) {
        if (counter.isPresent()) {
            try {
                return new TokenCount(Math.max(1, counter.get().count(words)), TokenSource.TOKENIZER);
            } catch (IOException nobodyCountsAnyMore) {
                // An estimate, which is said to be one.
            }
        }
        return estimate(words);
    }

    /** Returns how many tokens a text has if tokens cannot be counted: a quarter of its characters, at least 1. */
    public static TokenCount estimate(String words) {
        return new TokenCount(Math.max(1, words.length() / LETTERS_PER_TOKEN), TokenSource.ESTIMATE);
    }

    /**
     * Creates a request whose prompt consists of numbered blocks. Within this maker, blocks of equal number have equal text.
     *
     * @param index place in the plan, from 0
     * @param part part of a mix it belongs to; may be empty
     * @param numbers numbers of its blocks, at least one
     * @param blockTokens length of a block
     * @param inputTokens length of the prompt, its last block cut; that of all blocks if it is not known
     * @param outputTokens maximum output length; drawn if it is not known
     * @throws PromptException if the lengths do not fit into the context
     */
    public PlannedRequest make(
            long index,
            String part,
            List<Long> numbers,
            int blockTokens,
            OptionalInt inputTokens,
            OptionalInt outputTokens) {
        int place = part(index);
        ContextLimit.Lengths drawn = new ContextLimit.Lengths(
                inputTokens.orElse(numbers.size() * blockTokens),
                outputTokens.orElseGet(() -> drawnOutput(index, place)));
        ContextLimit.Lengths lengths = fit(drawn, plan.parts().get(place));
        BlockWriter.Written made = blocks.write(numbers, blockTokens, lengths.input());
        PlannedRequest request = PlannedRequest.of(index, part, made.prompt(), made.tokens(), lengths.output());
        return tallied(
                request,
                drawn.input(),
                lengths.differsFrom(drawn),
                shared -> shared.begins(numbers, blockTokens, made.tokens().tokens()));
    }

    private ContextLimit.Lengths fit(ContextLimit.Lengths drawn, TrafficPart traffic) {
        return plan.context()
                .fit(
                        drawn,
                        Math.min(drawn.input(), traffic.input().min()),
                        Math.min(drawn.output(), traffic.output().min()));
    }

    /** Returns the statistics of the prompts planned up to now. */
    public PromptStatistics tally() {
        return tally;
    }

    private PlannedRequest make(
            long index, int place, String part, OptionalInt inputTokens, OptionalInt outputTokens, int sharedTokens) {
        TrafficPart traffic = plan.parts().get(place);
        ContextLimit.Lengths drawn = new ContextLimit.Lengths(
                inputTokens.orElseGet(() -> draws.input(traffic, index)),
                outputTokens.orElseGet(() -> drawnOutput(index, place)));
        ContextLimit.Lengths lengths = fit(drawn, traffic);
        RandomGenerator random = promptSeed.derive(index).generator();
        boolean shortened = lengths.differsFrom(drawn);
        if (instance.isPresent()) {
            ChatPrompt prompt =
                    written(instance.get(), new Context(index, lengths.input(), lengths.output(), random, text));
            PlannedRequest request = PlannedRequest.of(index, part, prompt, estimate(prompt), lengths.output());
            return tallied(request, drawn.input(), shortened, SharedPrefixes::unknown);
        }
        PromptWriter.Written made = write(writers.get(place), index, lengths.input(), sharedTokens);
        PlannedRequest request =
                PlannedRequest.of(index, part, made.prompt(), new TokenCount(made.tokens(), source), lengths.output());
        String beginning = place + "/" + made.prefix();
        return tallied(request, drawn.input(), shortened, shared -> shared.begins(beginning, made.sharedTokens()));
    }

    private PlannedRequest tallied(
            PlannedRequest request, int drawnTokens, boolean shortened, Consumer<SharedPrefixes> sharing) {
        tally.made(request, drawnTokens, shortened, sharing);
        return request;
    }

    /** Where the parts of prompts do not add up, each is counted whole, and written again until it is as long as wanted. */
    private PromptWriter.Written write(PromptWriter writer, long index, int tokens, int shared) {
        Seed chance = promptSeed.derive(index);
        PromptWriter.Written made = writer.write(index, tokens, shared, chance.generator());
        if (counter.isEmpty() || writer.addsUp()) {
            return made;
        }
        int target = tokens;
        Set<Integer> tried = new HashSet<>(Set.of(target));
        PromptWriter.Written counted = count(made);
        for (int i = 0; i < REWRITES && counted.tokens() != tokens && target > 0; i++) {
            target = Math.min(target + tokens - counted.tokens(), MOST_STRETCH * tokens + LONGEST_STRETCH);
            if (!tried.add(target)) { // this text goes round in circles, another may have the length
                chance = chance.derive(i);
            }
            made = writer.write(index, Math.max(1, target), shared, chance.generator());
            counted = count(made);
        }
        tally.checked(counted.tokens() == tokens);
        return counted;
    }

    private PromptWriter.Written count(PromptWriter.Written made) {
        try {
            int tokens =
                    counter.orElseThrow().count(made.prompt(), plan.request().endpoint());
            return new PromptWriter.Written(made.prompt(), tokens, made.prefix(), made.sharedTokens());
        } catch (IOException nobodyCountsAnyMore) {
            throw new PromptException("the server stopped counting tokens: " + nobodyCountsAnyMore.getMessage(), null);
        }
    }

    private int part(long index) {
        List<TrafficPart> parts = plan.parts();
        if (parts.size() == 1) {
            return 0;
        }
        double weights = parts.stream().mapToDouble(TrafficPart::weight).sum();
        double left = partSeed.derive(index / turns).generator().nextDouble() * weights;
        int part = 0;
        while (part < parts.size() - 1 && left >= parts.get(part).weight()) {
            left -= parts.get(part++).weight();
        }
        return part;
    }

    private int drawnOutput(long index, int part) {
        return draws.output(plan.parts().get(part), index);
    }

    @SuppressWarnings("NullAway") // the user's method is not checked by anyone for returning null
    private static ChatPrompt written(WorkloadInstance instance, Context context) {
        ChatPrompt prompt;
        try {
            prompt = instance.prompt(context);
        } catch (Exception thrown) {
            throw new PromptException(
                    "the @Prompt method failed for request " + context.index() + ": " + thrown, thrown);
        }
        if (prompt == null) {
            throw new PromptException("the @Prompt method returned null for request " + context.index(), null);
        }
        return prompt;
    }

    private static TokenCount estimate(ChatPrompt prompt) {
        long letters = prompt.messages().stream()
                .mapToLong(message -> message.content().length())
                .sum();
        return new TokenCount((int) Math.max(1, letters / LETTERS_PER_TOKEN), TokenSource.ESTIMATE);
    }

    private record Context(long index, int inputTokens, int outputTokens, RandomGenerator random, TextMaker maker)
            implements PromptContext {

        @Override
        public String text(int tokens) {
            if (tokens < 1) {
                throw new IllegalArgumentException("tokens (" + tokens + ") must be at least 1");
            }
            return maker.words(index, tokens, random).text();
        }
    }
}
