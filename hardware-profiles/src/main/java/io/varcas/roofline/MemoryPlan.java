package io.varcas.roofline;

import io.varcas.engine.EngineLimits;
import io.varcas.model.DenseFeedForward;
import io.varcas.model.FeedForward;
import io.varcas.model.MixtureOfExperts;
import io.varcas.model.ModelArchitecture;
import io.varcas.model.SlidingWindow;
import io.varcas.model.WeightBytes;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The use of each accelerator's memory in a deployment, and the memory that remains for the KV cache:
 *
 * <pre>
 * KV pool = utilization * usable - weights - activations - non-torch
 * activations = max( 39 B * max-num-seqs * vocabulary,  2 B * max-num-batched-tokens * (3 I/n + 4 h) )
 * </pre>
 *
 * <p>The first term of the activations is vLLM's dummy run of the sampler, the second its forward pass. Against eight
 * start-up logs of vLLM on H100 the pool comes out within 0.3 % (one of 3 GiB within 3 %), on a T4 within 1 %; the 39
 * bytes were read off the same logs (38.4 to 39.8; derived, 2026-11). When there is a server, believe its log.
 *
 * @param deployment what it is for
 * @param limits the limits of the server
 * @param usableBytes memory a process sees, per accelerator
 * @param budgetBytes the share of it vLLM may use
 * @param weights weights of a rank
 * @param activationBytes peak of one step
 * @param nonTorchBytes what the CUDA context and communication libraries hold
 * @param kvPoolBytes what is left for the KV cache; negative if the weights do not fit
 */
public record MemoryPlan(
        Deployment deployment,
        ServingLimits limits,
        double usableBytes,
        double budgetBytes,
        WeightBytes weights,
        double activationBytes,
        double nonTorchBytes,
        double kvPoolBytes) {

    private static final double GIB = 1L << 30;
    private static final double SAMPLER_BYTES_PER_LOGIT = 39;
    private static final double NON_TORCH_ALONE_GIB = 0.14; // 0.13 to 0.15 logged
    private static final double NON_TORCH_PARALLEL_GIB = 0.55; // 0.54 to 0.55 logged

    /** Works the plan out. */
    public static MemoryPlan of(Deployment deployment, ServingLimits limits) {
        ModelArchitecture model = deployment.model();
        double usable = deployment.accelerator().memory().usableBytes();
        double budget = limits.gpuMemoryUtilization() * usable;
        WeightBytes weights = deployment.weights();
        double sampler = SAMPLER_BYTES_PER_LOGIT * limits.maxNumSeqs() * model.vocabulary();
        double width = 3.0 * widest(model.feedForward()) / deployment.tensorParallel() + 4.0 * model.hidden();
        double forward = 2.0 * limits.maxNumBatchedTokens() * width;
        double activations = Math.max(sampler, forward);
        double nonTorch = GIB
                * (deployment.accelerators() * deployment.experts().dataParallel() == 1
                        ? NON_TORCH_ALONE_GIB
                        : NON_TORCH_PARALLEL_GIB);
        return new MemoryPlan(
                deployment,
                limits,
                usable,
                budget,
                weights,
                activations,
                nonTorch,
                budget - weights.total() - activations - nonTorch);
    }

    /**
     * Returns the KV blocks of the pool, for requests of a length.
     *
     * @param contextTokens typical context of a request; it matters only for models with sliding windows, whose windowed
     *     layers keep no more than their window, and for those with a fixed state per sequence
     */
    public int kvBlocks(double contextTokens) {
        double perBlock = EngineLimits.DEFAULT_BLOCK_TOKENS * kvBytesPerToken(contextTokens);
        return (int) Math.min(Integer.MAX_VALUE, Math.max(0, Math.floor(kvPoolBytes / perBlock)));
    }

    /** Returns the tokens the KV pool holds, in whole blocks; see {@link #kvBlocks}. */
    public long kvTokens(double contextTokens) {
        return (long) kvBlocks(contextTokens) * EngineLimits.DEFAULT_BLOCK_TOKENS;
    }

    /**
     * Returns the bytes a token takes on one rank, averaged over a request of this length: windowed layers stop growing at
     * their window, linear attention has a fixed state.
     */
    public double kvBytesPerToken(double contextTokens) {
        ModelArchitecture model = deployment.model();
        double everywhere = model.kvBytesPerTokenPerRank(deployment.kvPrecision(), deployment.tensorParallel())
                / deployment.pipelineParallel();
        @Nullable SlidingWindow window = model.window();
        double state = model.stateBytesPerSequencePerRank(deployment.tensorParallel())
                / deployment.pipelineParallel()
                / Math.max(1, contextTokens);
        if (window == null || contextTokens <= window.tokens()) {
            return everywhere + state;
        }
        double windowed = (double) window.layers() / model.attentionLayers();
        return everywhere * (1 - windowed + windowed * window.tokens() / contextTokens) + state;
    }

    /** Returns why the model cannot be served so, with the numbers; empty if a request of the longest length fits. */
    public Optional<String> refusal() {
        String where = deployment.model().id() + " in " + deployment.precision().key() + " on "
                + deployment.accelerators() + " x " + deployment.accelerator().id();
        if (kvPoolBytes <= 0) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "%s does not fit: weights %.1f GiB, activations %.1f GiB and %.1f GiB of overhead exceed the budget"
                            + " of %.1f GiB per accelerator",
                    where,
                    weights.total() / GIB,
                    activationBytes / GIB,
                    nonTorchBytes / GIB,
                    budgetBytes / GIB));
        }
        long tokens = kvTokens(limits.maxModelLen());
        return tokens < limits.maxModelLen()
                ? Optional.of(where + " does not fit: its KV pool of " + tokens
                        + " tokens holds no request of max-model-len " + limits.maxModelLen())
                : Optional.empty();
    }

    /** Returns the limits of the engine this plan makes, for requests of a typical context. */
    public EngineLimits engineLimits(double contextTokens) {
        return new EngineLimits(
                limits.maxNumSeqs(),
                limits.maxNumBatchedTokens(),
                limits.maxModelLen(),
                Math.max(1, kvBlocks(contextTokens)),
                EngineLimits.DEFAULT_BLOCK_TOKENS,
                deployment.pipelineParallel());
    }

    /** The widest a token gets in a step: the network of a dense model, the experts it passes through of another. */
    private static double widest(FeedForward feedForward) {
        if (feedForward instanceof DenseFeedForward dense) {
            return dense.intermediate();
        }
        MixtureOfExperts moe = (MixtureOfExperts) feedForward;
        return (double) moe.perToken() * moe.intermediate() + moe.sharedIntermediate();
    }
}
