package io.varcas.calibration;

import io.varcas.model.KvPrecision;
import io.varcas.model.ModelArchitecture;
import io.varcas.roofline.CudaGraphs;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.ServingLimits;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The flags that InferenceX starts vLLM with and does not publish beside its rows (SemiAnalysisAI/InferenceX, scripts under
 * {@code benchmarks/} and their history, read 2026-11).
 *
 * <p>The scripts of Llama-70B ask for an 8-bit KV cache on Hopper too. Its rows are read with 16 bits there: on two H100 the
 * pool is full at the 29 requests of 8,000 tokens that a 16-bit cache holds, and not at 57.
 */
final class InferenceXServer {

    private static final String SOURCE = "InferenceX";
    private static final int BATCHED_TOKENS = 8_192;
    private static final int BLACKWELL_SEQS = 512;
    private static final double BLACKWELL_CAPABILITY = 10;
    private static final double HOPPER_CAPABILITY = 9;

    /** gpt-oss gets an 8-bit KV cache on Blackwell from this day on (commit 25506e87c). */
    private static final String GPT_OSS_EIGHT_BIT_CACHE = "2025-12-05";

    /** gpt-oss gets Marlin's experts on Hopper from this day on (commit 4e52ed4c6). */
    private static final String GPT_OSS_MARLIN = "2026-01-02";

    private static final Pattern MEASURED = Pattern.compile("measured=(\\d{4}-\\d\\d-\\d\\d)");

    private final boolean blackwell;
    private final boolean hopper;
    private final String day; // empty if not published

    private InferenceXServer(double capability, String notes) {
        this.blackwell = capability >= BLACKWELL_CAPABILITY;
        this.hopper = !blackwell && capability >= HOPPER_CAPABILITY;
        Matcher measured = MEASURED.matcher(notes);
        this.day = measured.find() ? measured.group(1) : "";
    }

    static boolean published(String source) {
        return source.startsWith(SOURCE);
    }

    static InferenceXServer of(Deployment deployment, String notes) {
        return new InferenceXServer(deployment.accelerator().capability().orElse(0.0), notes);
    }

    ServingLimits limits(ServingLimits defaults, int concurrency) {
        return defaults.withMaxNumBatchedTokens(BATCHED_TOKENS)
                .withMaxNumSeqs(blackwell ? BLACKWELL_SEQS : Math.min(concurrency, BATCHED_TOKENS))
                .withGpuMemoryUtilization(0.9);
    }

    Deployment deployment(Deployment published) {
        ModelArchitecture model = published.model();
        Deployment started = published.withAsyncScheduling(true);
        boolean gptOss = model.id().startsWith("gpt-oss");
        boolean llama70 = model.id().matches("llama-3.*70b");
        boolean eightBit = blackwell && (gptOss ? since(GPT_OSS_EIGHT_BIT_CACHE) : llama70);
        started = eightBit ? started.withKv(KvPrecision.FP8) : started;
        started = blackwell && llama70 ? started.withGraphs(CudaGraphs.DECODE_ONLY) : started;
        if (gptOss && blackwell) {
            return started.withExpertKernels("flashinfer-trtllm-mxfp8");
        }
        return gptOss && hopper && since(GPT_OSS_MARLIN) ? started.withExpertKernels("marlin") : started;
    }

    private boolean since(String change) {
        return day.isEmpty() || day.compareTo(change) >= 0;
    }
}
