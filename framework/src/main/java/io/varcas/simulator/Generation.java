package io.varcas.simulator;

import io.varcas.engine.BlockHashes;
import io.varcas.engine.EngineRequest;
import io.varcas.engine.FinishReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A request for responses on its way through the engine; on the thread that serves HTTP. */
final class Generation {

    private final EngineFleet fleet;
    private final List<EngineSequence> jobs = new ArrayList<>();
    private final ResponseWriter writer;
    private final boolean tellMetrics;
    private final Consumer<EngineSequence> finished;
    private final int promptTokens;
    private int completionTokens;
    private int open;

    /**
     * Creates a generation that has not begun.
     *
     * @param fleet computes it
     * @param writer writes the response
     * @param prompts what is asked
     * @param tellMetrics whether its times are told
     * @param finished is told of a complete response that was alone in its request
     */
    Generation(
            EngineFleet fleet,
            ResponseWriter writer,
            List<Prompt> prompts,
            boolean tellMetrics,
            Consumer<EngineSequence> finished) {
        this.fleet = fleet;
        this.writer = writer;
        this.tellMetrics = tellMetrics;
        this.finished = finished;
        promptTokens =
                prompts.stream().mapToInt(prompt -> prompt.tokens().length).sum();
    }

    /**
     * Begins.
     *
     * @param ids makes ids for the engine
     * @param choices what will be said
     * @param wish how long it was allowed to be
     * @param blockTokens tokens of a KV block
     * @param cacheSalt keeps its prefix cache apart, if anything
     */
    void start(
            AtomicLong ids,
            List<Choice> choices,
            GenerationRequest.Wish wish,
            int blockTokens,
            Optional<String> cacheSalt) {
        open = choices.size();
        for (Choice choice : choices) {
            GenerationScript script = choice.script();
            EngineRequest request = EngineRequest.of(
                            ids.incrementAndGet(), choice.prompt().tokens().length, script.size())
                    .endingWith(script.end())
                    .withBlocks(blocks(choice, blockTokens, cacheSalt));
            int maxTokens = wish.maxTokens().orElse(script.size());
            EngineSequence job =
                    new EngineSequence(request, fleet.route(request), maxTokens, choices.size(), new Sink(choice));
            jobs.add(job);
            job.loop.submit(job);
        }
    }

    /** Nobody waits for the response any more. */
    void abort() {
        jobs.forEach(job -> job.loop.abort(job.request.id()));
    }

    /** The response's blocks are named too, because the next turn of a conversation will repeat them. */
    private static BlockHashes blocks(Choice choice, int blockTokens, Optional<String> cacheSalt) {
        int[] prompt = choice.prompt().tokens();
        int[] answer = choice.script().tokens();
        int[] all = Arrays.copyOf(prompt, prompt.length + answer.length);
        System.arraycopy(answer, 0, all, prompt.length, answer.length);
        cacheSalt.ifPresent(salt -> Arrays.setAll(all, i -> all[i] ^ salt.hashCode()));
        return BlockHashes.ofTokens(all, blockTokens);
    }

    private ResponseUsage usage() {
        int cached = jobs.stream().mapToInt(EngineSequence::cachedTokens).sum();
        return new ResponseUsage(promptTokens, completionTokens, cached);
    }

    private String metrics() {
        return tellMetrics && jobs.size() == 1 ? new RequestTimes(jobs.get(0)).json() : "null";
    }

    private final class Sink implements TokenSink {

        private final Choice choice;

        Sink(Choice choice) {
            this.choice = choice;
        }

        @Override
        public void tokens(int count, @Nullable FinishReason finish) {
            choice.emit(count);
            completionTokens += count;
            writer.fresh(choice, Generation.this::usage);
            if (finish != null && --open == 0) {
                writer.complete(usage(), metrics());
                if (jobs.size() == 1) {
                    finished.accept(jobs.get(0));
                }
            }
        }

        @Override
        public void broken(String message) {
            if (open > 0) {
                open = 0;
                writer.broken(message);
            }
        }
    }
}
