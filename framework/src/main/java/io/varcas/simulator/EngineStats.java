package io.varcas.simulator;

import io.varcas.simulator.TokenBatch.Tokens;
import java.util.List;

/**
 * The histograms that vLLM keeps of requests, with its names and buckets. Filled by the engine's thread, read by
 * scrapes.
 *
 * <p>Source of names and buckets: {@code /metrics} of vLLM 0.32.0 (November 2026).
 */
final class EngineStats {

    private static final double NANOS = 1e9;
    private static final double[] TOKENS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000};
    private static final double[] STEP_TOKENS = {1, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384};
    private static final double[] CHOICES = {1, 2, 5, 10, 20};
    private static final double[] PREEMPTIONS = {1, 2, 3, 4, 5, 10, 20};
    private static final double[] FIRST_TOKEN = {
        0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, 160, 640, 2560
    };
    private static final double[] GAP = {
        0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80
    };
    private static final double[] LATENCY = {
        0.3, 0.5, 0.8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960, 1920, 7680
    };

    private final BucketCounts promptTokens = new BucketCounts(TOKENS);
    private final BucketCounts generationTokens = new BucketCounts(TOKENS);
    private final BucketCounts maxTokens = new BucketCounts(TOKENS);
    private final BucketCounts computedPromptTokens = new BucketCounts(TOKENS);
    private final BucketCounts choices = new BucketCounts(CHOICES);
    private final BucketCounts preemptions = new BucketCounts(PREEMPTIONS);
    private final BucketCounts stepTokens = new BucketCounts(STEP_TOKENS);
    private final BucketCounts firstToken = new BucketCounts(FIRST_TOKEN);
    private final BucketCounts gap = new BucketCounts(GAP);
    private final BucketCounts timePerToken = new BucketCounts(GAP);
    private final BucketCounts endToEnd = new BucketCounts(LATENCY);
    private final BucketCounts queue = new BucketCounts(LATENCY);
    private final BucketCounts inference = new BucketCounts(LATENCY);
    private final BucketCounts prefill = new BucketCounts(LATENCY);
    private final BucketCounts decode = new BucketCounts(LATENCY);
    private double lateSeconds;

    /**
     * Observes tokens that were just let out.
     *
     * @param batch the tokens
     * @param nowNanos when, on the engine's clock
     */
    synchronized void observe(TokenBatch batch, long nowNanos) {
        stepTokens.add(batch.computedTokens());
        lateSeconds += (nowNanos - batch.endNanos()) / NANOS;
        for (Tokens tokens : batch.tokens()) {
            EngineSequence job = tokens.job();
            if (job.firstTokenNanos < 0) {
                job.firstTokenNanos = nowNanos;
                firstToken.add((nowNanos - job.arrivedNanos) / NANOS);
            } else {
                gap.add((nowNanos - job.lastTokenNanos) / NANOS);
            }
            job.lastTokenNanos = nowNanos;
            if (tokens.finish() != null) {
                finished(job);
            }
        }
    }

    private void finished(EngineSequence job) {
        int prompt = job.request.promptTokens();
        int output = job.request.outputTokens();
        promptTokens.add(prompt);
        generationTokens.add(output);
        maxTokens.add(job.maxTokens);
        computedPromptTokens.add(prompt - job.cachedTokens());
        choices.add(job.choices);
        preemptions.add(job.preemptions);
        endToEnd.add((job.lastTokenNanos - job.arrivedNanos) / NANOS);
        queue.add(Math.max(0, job.admittedNanos - job.queuedNanos) / NANOS);
        inference.add((job.lastTokenNanos - job.admittedNanos) / NANOS);
        prefill.add((job.firstTokenNanos - job.admittedNanos) / NANOS);
        decode.add((job.lastTokenNanos - job.firstTokenNanos) / NANOS);
        if (output > 1) {
            timePerToken.add((job.lastTokenNanos - job.firstTokenNanos) / NANOS / (output - 1));
        }
    }

    /** Adds the histograms of all engines to a page, in their order. */
    static void addTo(Exposition page, List<EngineStats> engines) {
        List<List<Histogram>> histograms =
                engines.stream().map(EngineStats::histograms).toList();
        for (int i = 0; i < histograms.get(0).size(); i++) {
            Histogram family = histograms.get(0).get(i);
            page.family("vllm:" + family.name(), "histogram", family.help());
            for (int engine = 0; engine < engines.size(); engine++) {
                histograms.get(engine).get(i).counts().addTo(page.engine(engine), "vllm:" + family.name());
            }
        }
        String late = "varcas_sim:step_late_seconds_total";
        page.family(late, "counter", "how late tokens left after the end of their step");
        for (int engine = 0; engine < engines.size(); engine++) {
            page.engine(engine).sample(late, engines.get(engine).late());
        }
        page.engine(0);
    }

    private record Histogram(String name, String help, BucketCounts counts) {}

    private synchronized double late() {
        return lateSeconds;
    }

    /** Returns copies of all of them, as of one moment. */
    private synchronized List<Histogram> histograms() {
        return List.of(
                copy("request_prompt_tokens", "prompt tokens of finished requests", promptTokens),
                copy("request_generation_tokens", "output tokens of finished requests", generationTokens),
                copy("iteration_tokens_total", "tokens computed in a step", stepTokens),
                copy(
                        "request_max_num_generation_tokens",
                        "maximum output length of finished requests",
                        generationTokens),
                copy("request_params_n", "outputs asked for", choices),
                copy("request_params_max_tokens", "maximum output length asked for", maxTokens),
                copy("time_to_first_token_seconds", "from arrival to the first token", firstToken),
                copy("inter_token_latency_seconds", "from token to token", gap),
                copy("request_time_per_output_token_seconds", "mean time a token after the first", timePerToken),
                copy("e2e_request_latency_seconds", "from arrival to the last token", endToEnd),
                copy("request_queue_time_seconds", "from entering the queue to the first step", queue),
                copy("request_inference_time_seconds", "from the first step to the last token", inference),
                copy("request_prefill_time_seconds", "from the first step to the first token", prefill),
                copy("request_decode_time_seconds", "from the first token to the last", decode),
                copy("request_num_preemptions", "preemptions of finished requests", preemptions),
                copy(
                        "request_prefill_kv_computed_tokens",
                        "prompt tokens not taken from the cache",
                        computedPromptTokens));
    }

    private static Histogram copy(String name, String help, BucketCounts counts) {
        return new Histogram(name, help, counts.copy());
    }
}
