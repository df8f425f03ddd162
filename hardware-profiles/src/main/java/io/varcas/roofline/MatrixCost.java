package io.varcas.roofline;

import io.varcas.hardware.Arithmetic;
import io.varcas.model.DenseFeedForward;
import io.varcas.model.MixtureOfExperts;
import io.varcas.model.ModelArchitecture;

/** Matrix products of all layers on one rank: projections, feed-forward networks, experts, LM head. */
final class MatrixCost {

    private final Deployment deployment;
    private final ModelArchitecture model;
    private final Kernels kernels;
    private final Arithmetic linear;
    private final Arithmetic half;
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
        this.linear = deployment.precision().arithmeticOn(deployment.accelerator());
        this.half = deployment.accelerator().halfPrecision();
        this.denseBytes = model.denseBytesPerWeight(deployment.precision());
        this.expertBytes = model.expertBytesPerWeight(deployment.precision());
        this.ranks = deployment.tensorParallel();
    }

    /** All of them but the LM head, for so many rows. */
    double layersSeconds(double rows) {
        return projections(rows).seconds()
                + feedForward(rows).seconds()
                + experts(rows).seconds();
    }

    /**
     * Counted as split evenly, although vLLM replicates MLA's projections down and KV heads beyond their number: the
     * efficiencies were derived with this simplification, and it keeps them meaning what they did.
     */
    OpCost projections(double rows) {
        boolean plain = !model.quantizesAttention(deployment.precision());
        return gemm(
                Op.ATTENTION_PROJECTIONS,
                model.mixerParameters() / ranks,
                rows,
                model.attentionBytesPerWeight(deployment.precision()),
                plain ? half : linear);
    }

    OpCost feedForward(double rows) {
        double parameters = 0;
        if (model.feedForward() instanceof DenseFeedForward dense) {
            parameters = dense.parameters(model.hidden(), model.feedForwardLayers());
        } else if (model.feedForward() instanceof MixtureOfExperts moe) {
            parameters =
                    moe.denseParameters(model.hidden()) + model.expertLayers() * moe.sharedParameters(model.hidden());
        }
        return gemm(Op.FEED_FORWARD, parameters / ranks, rows, denseBytes, linear);
    }

    /** Each expert that a row is routed to is read once; uniform routing is assumed. */
    OpCost experts(double rows) {
        if (!(model.feedForward() instanceof MixtureOfExperts moe) || rows <= 0) {
            return new OpCost(Op.EXPERTS, 0, 0, 0, Bound.MEMORY);
        }
        double perExpert = moe.expertParameters(model.hidden()) / ranks;
        double bytes = model.expertLayers() * moe.distinctExperts(Math.max(rows, 1)) * perExpert * expertBytes;
        double flops = model.expertLayers() * 2 * rows * moe.perToken() * perExpert;
        return joined(
                Op.EXPERTS, kernels.expertReadSeconds(bytes), kernels.expertMathSeconds(flops, linear), flops, bytes);
    }

    OpCost head(double sampled) {
        return gemm(
                Op.LM_HEAD,
                (double) model.hidden() * model.vocabulary() / ranks,
                Math.max(sampled, 1),
                deployment.precision().unquantizedBytes(),
                half);
    }

    private OpCost gemm(Op op, double parameters, double rows, double bytesPerWeight, Arithmetic arithmetic) {
        if (rows <= 0 || parameters <= 0) {
            return new OpCost(op, 0, 0, 0, Bound.MEMORY);
        }
        return joined(
                op,
                kernels.gemmReadSeconds(parameters * bytesPerWeight),
                kernels.gemmMathSeconds(parameters, rows, arithmetic),
                2 * parameters * rows,
                parameters * bytesPerWeight);
    }

    private OpCost joined(Op op, double read, double plainMath, double flops, double bytes) {
        double math = arithmetic * plainMath;
        return new OpCost(op, Kernels.join(read, math), flops, bytes, math > read ? Bound.COMPUTE : Bound.MEMORY);
    }
}
