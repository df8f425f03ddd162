package io.varcas.roofline;

import io.varcas.engine.StepBatch;
import io.varcas.model.ModelArchitecture;
import io.varcas.model.SlidingWindow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cost of one step of a deployment, from the shapes of its model and the peaks of its accelerator.
 *
 * <p>A step puts T rows (decoding sequences and prompt tokens) through every layer, reading each weight once. Its terms,
 * per rank: matrix products join weight reading and arithmetic (see {@link Kernels#join}); decode attention reads the KV
 * cache at the efficiency of its size, linear attention reads and writes its state; prefill attention computes {@code 4 (H/n) d (s^2/2 + s P)} FLOPs for a chunk of s
 * tokens after P cached ones; one all-reduce a block carries {@code 2 T h} bytes; the LM head takes the sampled rows.
 */
public final class StepModel {

    private static final int HALF_BYTES = 2;

    /**
     * Without asynchronous scheduling the host's work for a sequence adds to the step in full: 50 us a token, as BLIS
     * found (46 and 4 us; inference-sim, commit f90a1e3a), against 10 where it overlaps with computing.
     */
    private static final double SYNCHRONOUS = 5;

    /** Launching a layer without CUDA graphs: TTFT of 922 tokens on eight B200 (InferenceX, 2025-10; derived 2026-11). */
    private static final double HOST_LAUNCH_SECONDS = 400e-6;

    private final Deployment deployment;
    private final ModelArchitecture model;
    private final Kernels kernels;
    private final AttentionCost attention;
    private final int window; // 0 without one
    private final int blocks;
    private final int expertLayers;

    /** Makes the model of a deployment. */
    public StepModel(Deployment deployment) {
        @Nullable SlidingWindow sliding = deployment.model().window();
        this.deployment = deployment;
        this.model = deployment.model();
        this.blocks = model.blocks();
        this.expertLayers = model.expertLayers();
        this.kernels = new Kernels(deployment.accelerator(), deployment.kvPrecision());
        this.attention = new AttentionCost(deployment, kernels);
        this.window = sliding == null ? 0 : sliding.tokens();
    }

    /** Returns what it models. */
    public Deployment deployment() {
        return deployment;
    }

    /**
     * Returns the terms of a step, in the order of {@link StepCoefficients#LINEAR}: seconds of the four physical ones,
     * counts of the overheads.
     *
     * @param step what it computes
     * @param arithmetic factor on the arithmetic of matrix products, as in {@link StepCoefficients}
     */
    public double[] terms(StepShape step, double arithmetic) {
        MatrixCost matrices = matrices(arithmetic);
        double[] terms = new double[StepCoefficients.LINEAR.size()];
        terms[0] = matrices.layersSeconds(step.rows())
                + matrices.head(sampled(step)).seconds();
        terms[1] = attention.decodeSeconds(context(step), windowedContext(step), step.decodeSequences());
        for (StepShape.Chunk chunk : step.chunks()) {
            terms[2] += chunk.count() * attention.prefillSeconds(chunk.tokens(), chunk.cachedTokens());
        }
        terms[3] = allReduceSeconds(step.rows());
        overheads(terms, step.decodeSequences() + step.prefillSequences());
        return terms;
    }

    /** Returns the time of a step in seconds, pipeline hops included. */
    public double seconds(StepShape step, StepCoefficients coefficients) {
        double seconds = coefficients.seconds(terms(step, coefficients.arithmetic())) + hopSeconds(step.rows());
        return Math.max(seconds, leastSeconds(!step.chunks().isEmpty()));
    }

    /** Returns the time the host takes to launch a step kernel by kernel, seconds; 0 if it is a CUDA graph. */
    double leastSeconds(boolean withPrompts) {
        return deployment.kernels().graphs().launchesByHost(withPrompts)
                ? model.blocks() / 2.0 * HOST_LAUNCH_SECONDS
                : 0;
    }

    /** Returns the parts of a step and what bounds each. */
    public StepCost cost(StepShape step, StepCoefficients coefficients) {
        return new StepBreakdown(this, step, coefficients).cost();
    }

    MatrixCost matrices(double arithmetic) {
        return new MatrixCost(deployment, kernels, arithmetic);
    }

    /** Fills in the attention and all-reduce terms and the overheads of an engine's batch. */
    void fillBesidesMatrices(StepBatch batch, double[] terms) {
        long context = batch.decodeContextTokens();
        terms[1] = attention.decodeSeconds(
                (double) context,
                window == 0 ? 0 : (double) batch.decodeContextTokens(window),
                batch.decodeSequences());
        terms[2] = 0;
        for (int chunk = 0; chunk < batch.prefillChunks(); chunk++) {
            terms[2] += attention.prefillSeconds(batch.chunkTokens(chunk), batch.chunkCachedTokens(chunk));
        }
        terms[3] = allReduceSeconds(batch.decodeRows() + batch.prefillTokens());
        overheads(terms, batch.decodeSequences() + batch.prefillChunks());
    }

    void overheads(double[] terms, double sequences) {
        terms[4] = blocks / 2.0; // learnt on layers of two blocks each
        terms[5] = deployment.kernels().asyncScheduling() ? sequences : SYNCHRONOUS * sequences;
        terms[6] = deployment.pipelineParallel();
        terms[7] = expertLayers;
    }

    /** Returns the physical parts of a step, unscaled. */
    List<OpCost> physicalOps(StepShape step, double arithmetic) {
        MatrixCost matrices = matrices(arithmetic);
        int ranks = deployment.tensorParallel();
        int shared = deployment.expertRanks() == ranks ? 0 : expertLayers;
        double linkBytes = linkBytes(blocks - shared, ranks, step.rows())
                + linkBytes(
                        shared, deployment.expertRanks(), deployment.experts().dataParallel() * step.rows());
        return List.of(
                matrices.projections(step.rows()),
                attention.decode(context(step), windowedContext(step), step.decodeSequences(), step.rowsPerSequence()),
                attention.prefill(step),
                matrices.feedForward(step.rows()),
                matrices.experts(step.rows()),
                new OpCost(Op.ALL_REDUCE, allReduceSeconds(step.rows()), 0, linkBytes, Bound.LINK),
                matrices.head(sampled(step)));
    }

    private double linkBytes(int reduced, int ranks, double rows) {
        return reduced * 2.0 * (ranks - 1) / ranks * hiddenBytes(rows);
    }

    double hiddenBytes(double rows) {
        return rows * model.hidden() * HALF_BYTES;
    }

    /** Returns the hops between all pipeline stages; 0 without a pipeline. */
    double hopSeconds(double rows) {
        int hops = deployment.pipelineParallel() - 1;
        boolean sameHost = deployment.accelerators() <= deployment.acceleratorsPerHost();
        return hops == 0 ? 0 : hops * kernels.hopSeconds(sameHost, hiddenBytes(rows));
    }

    /** Blocks of one engine reduce among its ranks; experts that several engines share gather the rows of all and give them back. */
    private double allReduceSeconds(double rows) {
        int perHost = deployment.acceleratorsPerHost();
        int ranks = deployment.tensorParallel();
        int engines = deployment.experts().dataParallel();
        int shared = engines == 1 ? 0 : expertLayers;
        double own = ranks == 1 ? 0 : (blocks - shared) * kernels.allReduceSeconds(ranks, perHost, hiddenBytes(rows));
        return shared == 0
                ? own
                : own
                        + shared
                                * kernels.allReduceSeconds(
                                        deployment.expertRanks(), perHost, hiddenBytes(engines * rows));
    }

    private static double context(StepShape step) {
        return step.contextTokens() * step.decodeSequences();
    }

    private double windowedContext(StepShape step) {
        return step.decodeSequences() * attention.windowed(step.contextTokens());
    }

    private static double sampled(StepShape step) {
        return step.decodeSequences() * step.rowsPerSequence() + step.prefillSequences();
    }
}
