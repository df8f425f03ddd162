package io.varcas.model;

import org.jspecify.annotations.Nullable;

/**
 * Bytes of a model's weights on one rank.
 *
 * @param linear matrices of attention and feed-forward
 * @param embedding embedding table and LM head
 * @param other norms, biases, routers
 */
public record WeightBytes(double linear, double embedding, double other) {

    /**
     * MXFP4 kernels pad one side of an expert's matrices to a multiple of this: logged weights of gpt-oss-20b and -120b
     * are 13.47 and 64.38 GiB where the bare formula gives 12.8 and 60.7 (vLLM logs, 2026).
     */
    private static final int MXFP4_PADDING = 256;

    /**
     * Works out the weights of one rank. Matrices and embeddings are split over tensor-parallel ranks (what is replicated
     * counts in full), layers over pipeline stages; the stage with embeddings and head is the one counted.
     *
     * @param model the model
     * @param precision how its matrices are stored
     * @param tensorParallel ranks its matrices are split over, at least 1
     * @param pipelineParallel stages its layers are split over, at least 1
     */
    public static WeightBytes perRank(
            ModelArchitecture model, Precision precision, int tensorParallel, int pipelineParallel) {
        return perRank(model, precision, tensorParallel, pipelineParallel, 1);
    }

    /**
     * Works out the weights of one rank where several engines share the experts, which lie over the ranks of all of them.
     *
     * @param model the model
     * @param precision how its matrices are stored
     * @param tensorParallel ranks its matrices are split over, at least 1
     * @param pipelineParallel stages its layers are split over, at least 1
     * @param engines engines that share the experts, at least 1
     */
    public static WeightBytes perRank(
            ModelArchitecture model, Precision precision, int tensorParallel, int pipelineParallel, int engines) {
        WeightBytes shape = perRankByShape(model, precision, tensorParallel, pipelineParallel, engines);
        @Nullable Double files = model.checkpointBytes();
        if (files == null) {
            return shape;
        }
        double whole = ofShape(model, model.defaultPrecision());
        double rest = files - whole;
        if (rest >= 0) {
            return new WeightBytes(shape.linear(), shape.embedding(), shape.other() + rest);
        }
        return precision == model.defaultPrecision() ? shape.times(files / whole) : shape;
    }

    private static WeightBytes perRankByShape(
            ModelArchitecture model, Precision precision, int tensorParallel, int pipelineParallel, int engines) {
        int hidden = model.hidden();
        double stages = pipelineParallel;
        double plain = precision.unquantizedBytes();
        double attention = model.mixerParametersPerRank(tensorParallel) / stages;
        double split = stages * tensorParallel;
        double routers = 0;
        double dense = 0;
        double experts = 0;
        if (model.feedForward() instanceof MixtureOfExperts moe) {
            routers = model.expertLayers() * moe.routerParameters(hidden) / stages;
            dense = (moe.denseParameters(hidden) + model.expertLayers() * moe.sharedParameters(hidden)) / split;
            experts = model.expertLayers() * moe.experts() * moe.expertParameters(hidden) / (split * engines);
        } else {
            dense = model.feedForward().parameters(hidden, model.feedForwardLayers()) / split;
        }
        double padding = 1;
        if (precision == Precision.MXFP4 && model.feedForward() instanceof MixtureOfExperts) {
            padding = (double) ((hidden + MXFP4_PADDING - 1) / MXFP4_PADDING * MXFP4_PADDING) / hidden;
        }
        return new WeightBytes(
                attention * model.attentionBytesPerWeight(precision)
                        + (dense * model.denseBytesPerWeight(precision)
                                        + experts * model.expertBytesPerWeight(precision))
                                * padding,
                model.embeddingParameters() * plain / tensorParallel,
                (model.otherParameters() / stages + routers) * plain);
    }

    /** All weights of a model in a precision, as its shape has them. */
    private static double ofShape(ModelArchitecture model, Precision precision) {
        return perRankByShape(model, precision, 1, 1, 1).total();
    }

    private WeightBytes times(double factor) {
        return new WeightBytes(linear * factor, embedding * factor, other * factor);
    }

    /** Returns all of it. */
    public double total() {
        return linear + embedding + other;
    }
}
