package io.varcas.workload;

import io.varcas.metric.TokenCount;
import io.varcas.metric.TokenSource;
import io.varcas.traffic.Seed;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Makes the requests of a plan. The request of an index depends on seed and index alone, not on those made before: the same seed
 * gives the same requests, byte for byte, in any order and on any number of machines.
 */
public final class RequestMaker implements RequestSource {

    /** Letters of English text per token, for prompts whose tokens nobody counted (OpenAI's rule of thumb, 2023). */
    private static final int LETTERS_PER_TOKEN = 4;

    private final WorkloadPlan plan;
    private final Optional<WorkloadInstance> instance;
    private final Seed inputSeed;
    private final Seed outputSeed;
    private final Seed promptSeed;
    private final UniqueText text;

    /**
     * Creates a maker.
     *
     * @param plan whose lengths are drawn
     * @param instance writes the prompts; empty to make unique text of the drawn length
     * @param seed root of the requests' chance; a fork's own
     */
    public RequestMaker(WorkloadPlan plan, Optional<WorkloadInstance> instance, Seed seed) {
        this.plan = plan;
        this.instance = instance;
        inputSeed = seed.derive("input tokens");
        outputSeed = seed.derive("output tokens");
        promptSeed = seed.derive("prompt");
        text = new UniqueText(seed);
    }

    @Override
    public Optional<PlannedRequest> request(long index) {
        return Optional.of(make(index));
    }

    /**
     * Makes a request.
     *
     * @param index place in the plan, from 0
     * @throws PromptException if the user's prompt method failed
     */
    public PlannedRequest make(long index) {
        Context context = new Context(
                index,
                plan.input().sampler(inputSeed.derive(index)).sample(),
                plan.output().sampler(outputSeed.derive(index)).sample(),
                promptSeed.derive(index).generator(),
                text);
        if (instance.isEmpty()) {
            ChatPrompt prompt = ChatPrompt.of(context.text(context.inputTokens()));
            int words = Math.max(UniqueText.PREFIX, context.inputTokens());
            return PlannedRequest.of(
                    index, "", prompt, new TokenCount(words, TokenSource.ESTIMATE), context.outputTokens());
        }
        ChatPrompt prompt = written(instance.get(), context);
        return PlannedRequest.of(index, "", prompt, estimate(prompt), context.outputTokens());
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

    private record Context(long index, int inputTokens, int outputTokens, RandomGenerator random, UniqueText unique)
            implements PromptContext {

        @Override
        public String text(int tokens) {
            if (tokens < 1) {
                throw new IllegalArgumentException("tokens (" + tokens + ") must be at least 1");
            }
            return unique.of(index, tokens, random);
        }
    }
}
