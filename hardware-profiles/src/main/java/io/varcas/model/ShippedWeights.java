package io.varcas.model;

import io.varcas.validation.Violations;
import java.util.Optional;

/**
 * The quantization of published weights: precision, group size, and the quantized share of each part of the model; the
 * rest has 16 bits.
 *
 * @param precision the precision of what is quantized
 * @param linearBits bits of one quantized weight, scales included
 * @param group weights that share a scale along each side that tensor parallelism cuts; 1 if any cut will do
 * @param attentionShare share of the attention's matrices that is quantized, from 0 to 1
 * @param denseShare share of dense and shared feed-forward matrices that is quantized
 * @param expertShare share of the experts' matrices that is quantized
 */
public record ShippedWeights(
        Precision precision,
        double linearBits,
        int group,
        double attentionShare,
        double denseShare,
        double expertShare) {

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public ShippedWeights {
        Violations.in("shipped weights")
                .positive("bits", linearBits, "")
                .atLeast(1, "group", group, "weights")
                .within(0, 1, "quantized share of attention", attentionShare, "")
                .within(0, 1, "quantized share of dense networks", denseShare, "")
                .within(0, 1, "quantized share of experts", expertShare, "")
                .raise();
    }

    /** Returns weights in one precision with its usual group size, which any tensor-parallel degree may cut. */
    static ShippedWeights whole(Precision precision) {
        double attention = precision.expertsOnly() ? 0 : 1;
        return new ShippedWeights(precision, precision.linearBits(), 1, attention, 1, 1);
    }

    /** Returns the mean bits of a weight of a part of which such a share is quantized. */
    double meanBits(double share) {
        return share * linearBits + (1 - share) * 8 * precision.unquantizedBytes();
    }

    /**
     * Returns the reason why a degree would cut through a quantization group, as vLLM's own check rejects it; empty if
     * it would not.
     */
    Optional<String> cutRefusal(ModelArchitecture model, int ranks) {
        if (ranks == 1 || group == 1) {
            return Optional.empty();
        }
        if (attentionShare > 0 && model.attention() instanceof GroupedQueryAttention grouped) {
            Optional<String> cut = cut("the attention's width", grouped.heads() * grouped.headDim(), ranks);
            if (cut.isPresent()) {
                return cut;
            }
        }
        if (expertShare > 0 && model.feedForward() instanceof MixtureOfExperts moe) {
            Optional<String> cut = cut("the experts' width", moe.intermediate(), ranks)
                    .map(reason -> reason + " (expert parallelism would leave experts whole)");
            if (cut.isPresent()) {
                return cut;
            }
        }
        if (denseShare == 0) {
            return Optional.empty();
        }
        if (model.feedForward() instanceof DenseFeedForward dense) {
            return cut("the feed-forward width", dense.intermediate(), ranks);
        }
        MixtureOfExperts moe = (MixtureOfExperts) model.feedForward();
        return moe.denseLayers() == 0
                ? Optional.empty()
                : cut("the dense layers' width", moe.denseIntermediate(), ranks);
    }

    private Optional<String> cut(String what, int width, int ranks) {
        return width % ((long) ranks * group) == 0
                ? Optional.empty()
                : Optional.of(ranks + " ranks cut " + what + " of " + width + " through a quantization group of "
                        + group + " weights");
    }
}
