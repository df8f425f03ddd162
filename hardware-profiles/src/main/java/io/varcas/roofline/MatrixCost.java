package io.varcas.roofline;

import io.varcas.model.DenseFeedForward;
import io.varcas.model.MixtureOfExperts;
import io.varcas.model.ModelArchitecture;

/** Matrix products of all layers on one rank: projections, feed-forward networks, experts, LM head. */
final class MatrixCost {

    private final Deployment deployment;
    private final ModelArchitecture model;
    private final Kernels kernels;
    private final KernelPaths paths;
    private final double denseBytes; // of one weight
    private final double expertBytes;
    private final int ranks;
    private final double arithmetic;

    /**
     * @param arithmetic factor on the time of arithmetic, before it is joined with reading
     */
    MatrixCost(Deployment deployment, Kernels kernels, double arithmetic) {
        this.arithmetic = arithmetic;
        this.deployment = deployment;
        this.model = deployment.model();
        this.kernels = kernels;
        this.paths = deployment.kernels();
        this.denseBytes = model.denseBytesPerWeight(deployment.precision());
        this.expertBytes = model.expertBytesPerWeight(deployment.precision());
        this.ranks = deployment.tensorParallel();
    }

    /** Returns all of them but the LM head, for so many rows. */
    double layersSeconds(double rows) {
        return projections(rows).seconds()
                + feedForward(rows).seconds()
                + experts(rows).seconds();
    }

    /**
     * Returns the two products a layer, one into the heads and one back, of half the parameters each. Counted as split
     * evenly, although vLLM replicates MLA's projections down and KV heads beyond their number.
     */
    OpCost projections(double rows) {
        int layers = model.attentionLayers() + model.linearLayers();
        double half = model.mixerParameters() / ranks / 2;
        KernelPath path = model.quantizesAttention(deployment.precision()) ? paths.linear(rows) : paths.half();
        double bytes = model.attentionBytesPerWeight(deployment.precision());
        double columns = half / Math.max(1, layers) / model.hidden();
        return sum(
                Op.ATTENTION_PROJECTIONS,
                gemm(Op.ATTENTION_PROJECTIONS, path, half, columns, layers, rows, bytes),
                gemm(Op.ATTENTION_PROJECTIONS, path, half, model.hidden(), layers, rows, bytes));
    }

    OpCost feedForward(double rows) {
        if (model.feedForward() instanceof DenseFeedForward dense) {
            return network(dense.intermediate(), dense.gated(), model.feedForwardLayers(), rows);
        }
        MixtureOfExperts moe = (MixtureOfExperts) model.feedForward();
        return sum(
                Op.FEED_FORWARD,
                network(moe.denseIntermediate(), moe.gated(), moe.denseLayers(), rows),
                network(moe.sharedIntermediate(), moe.gated(), model.expertLayers(), rows));
    }

    /**
     * Returns each expert that a row of any engine is routed to is read once, and pads its own rows; a router of 16
     * bits comes before.
     */
    OpCost experts(double rows) {
        KernelPath path = paths.experts();
        if (!(model.feedForward() instanceof MixtureOfExperts moe) || path == null || rows <= 0) {
            return new OpCost(Op.EXPERTS, 0, 0, 0, Bound.MEMORY);
        }
        int layers = model.expertLayers();
        ExpertLayout layout = deployment.experts();
        double all = rows * layout.dataParallel();
        double perExpert = moe.expertParameters(model.hidden()) / deployment.expertRanks() * layout.imbalance();
        double distinct = moe.distinctExperts(Math.max(all, 1));
        int slices = layout.expertParallel() ? 1 : deployment.expertRanks();
        double slicing = path.slicing((double) moe.intermediate() / slices);
        double bytes = layers * distinct * perExpert * expertBytes;
        double flops = layers * 2 * all * moe.perToken() * perExpert;
        double padding = layers * 2 * path.paddedRows() * distinct * perExpert;
        double read = slicing * kernels.readSeconds(path, bytes);
        double math = arithmetic * slicing * kernels.mathSeconds(path, flops + padding);
        OpCost routed = cost(Op.EXPERTS, layers * path.launchMicros(), read, math, flops, bytes);
        double router = layers * moe.routerParameters(model.hidden());
        return sum(
                Op.EXPERTS,
                routed,
                gemm(
                        Op.EXPERTS,
                        paths.half(),
                        router,
                        moe.experts(),
                        layers,
                        rows,
                        deployment.precision().unquantizedBytes()));
    }

    OpCost head(double sampled) {
        return gemm(
                Op.LM_HEAD,
                paths.half(),
                (double) model.hidden() * model.vocabulary() / ranks,
                (double) model.vocabulary() / ranks,
                1,
                Math.max(sampled, 1),
                deployment.precision().unquantizedBytes());
    }

    /** A feed-forward network: one product into its width, where gate and up are one, and one back. */
    private OpCost network(int width, boolean gated, int layers, double rows) {
        double down = (double) layers * model.hidden() * width / ranks;
        double factor = gated ? 2 : 1;
        return sum(
                Op.FEED_FORWARD,
                gemm(
                        Op.FEED_FORWARD,
                        paths.linear(rows),
                        factor * down,
                        factor * width / ranks,
                        layers,
                        rows,
                        denseBytes),
                gemm(Op.FEED_FORWARD, paths.linear(rows), down, model.hidden(), layers, rows, denseBytes));
    }

    /** So many products of as many columns each, of so many parameters all together. */
    private OpCost gemm(
            Op op,
            KernelPath path,
            double parameters,
            double columns,
            int products,
            double rows,
            double bytesPerWeight) {
        if (rows <= 0 || parameters <= 0) {
            return new OpCost(op, 0, 0, 0, Bound.MEMORY);
        }
        double bytes = parameters * bytesPerWeight;
        double slicing = path.slicing(columns);
        double read = slicing * kernels.readSeconds(path, bytes);
        double math = arithmetic * slicing * kernels.mathSeconds(path, 2 * parameters * (rows + path.paddedRows()));
        return cost(op, products * path.launchMicros(), read, math, 2 * parameters * rows, bytes);
    }

    private static OpCost cost(Op op, double launchMicros, double read, double math, double flops, double bytes) {
        return new OpCost(
                op,
                launchMicros * 1e-6 + Kernels.join(read, math),
                flops,
                bytes,
                math > read ? Bound.COMPUTE : Bound.MEMORY);
    }

    private static OpCost sum(Op op, OpCost a, OpCost b) {
        return new OpCost(
                op,
                a.seconds() + b.seconds(),
                a.flops() + b.flops(),
                a.bytes() + b.bytes(),
                a.seconds() >= b.seconds() ? a.bound() : b.bound());
    }
}
