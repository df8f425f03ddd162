package io.varcas.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;

/** Reads which layers have experts, a dense network or neither, from whichever field a family says it in. */
final class FeedForwardPlan {

    static final String[] EXPERTS = {
        "num_experts", "num_local_experts", "n_routed_experts", "moe_num_experts", "num_moe_experts"
    };

    private final ConfigFields fields;
    private final int layers;

    FeedForwardPlan(ConfigFields fields, int layers) {
        this.fields = fields;
        this.layers = layers;
    }

    List<FeedForwardKind> kinds() {
        String pattern = fields.fields().optionalText("hybrid_override_pattern").orElse("");
        List<String> types = fields.fields().texts("layers_block_type");
        if (fields.family().type().equals("nemotron_h") && (!pattern.isEmpty() || !types.isEmpty())) {
            return fit(alternating(pattern, types));
        }
        int experts = experts(fields);
        if (experts < 2) {
            return Collections.nCopies(layers, FeedForwardKind.DENSE);
        }
        IntPredicate moe = expertLayers();
        List<FeedForwardKind> kinds = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            kinds.add(moe.test(layer) ? FeedForwardKind.EXPERTS : FeedForwardKind.DENSE);
        }
        return kinds;
    }

    /** Returns the number of experts of a layer; a count of 0 or 1 is right only where there need be none. */
    static int experts(ConfigFields fields) {
        var part = fields.fields().optionalChild("ffn_config");
        if (part.isPresent()) {
            return part.get().integer("moe_num_experts");
        }
        boolean needed = fields.family().is("moe");
        int experts = fields.optional(needed ? -1 : 0, EXPERTS);
        if (needed && experts == -1) {
            fields.find(EXPERTS[0] + " is missing; " + fields.family().type() + " must give its number of experts");
        } else if (needed && experts < 2) {
            fields.find("the number of experts is " + experts + "; it must be at least 2");
        }
        return experts;
    }

    private IntPredicate expertLayers() {
        List<Integer> listed = fields.numbers("moe_layers"); // Llama 4
        if (!listed.isEmpty()) {
            return listed::contains;
        }
        List<Integer> dense = fields.numbers("mlp_only_layers");
        int firstDense = fields.optional(0, "first_k_dense_replace");
        int start = fields.optional(0, "moe_layer_start_index");
        int end = fields.has("moe_layer_end_index") ? lastLayer() : layers - 1;
        int period = fields.size(defaultPeriod(), "expert_layer_period");
        int offset = fields.optional(period > 1 ? 1 : 0, "expert_layer_offset");
        int step = fields.size(1, "interleave_moe_layer_step", "decoder_sparse_step", "moe_layer_interval");
        int frequency = moeLayerFrequency();
        return layer -> layer >= firstDense
                && layer >= start
                && layer <= end
                && layer % period == offset % period
                && (layer + 1) % step == 0
                && layer % frequency == 0
                && !dense.contains(layer);
    }

    /** ERNIE writes -1 for the last layer. */
    private int lastLayer() {
        int end = fields.fields().integer("moe_layer_end_index", layers - 1);
        return end < 0 ? layers - 1 : end;
    }

    private int defaultPeriod() {
        return fields.family().type().equals("jamba") ? 2 : 1;
    }

    /** DeepSeek's is a number; others list a 0 or 1 for each layer, which is refused rather than misread. */
    private int moeLayerFrequency() {
        return fields.size(1, "moe_layer_freq");
    }

    private static List<FeedForwardKind> alternating(String pattern, List<String> types) {
        List<FeedForwardKind> kinds = new ArrayList<>();
        if (!pattern.isEmpty()) {
            for (int i = 0; i < pattern.length(); i++) {
                char letter = pattern.charAt(i);
                kinds.add(
                        letter == '-'
                                ? FeedForwardKind.DENSE
                                : letter == 'E' ? FeedForwardKind.EXPERTS : FeedForwardKind.NONE);
            }
            return kinds;
        }
        for (String type : types) {
            kinds.add(
                    type.equals("mlp")
                            ? FeedForwardKind.DENSE
                            : type.equals("moe") ? FeedForwardKind.EXPERTS : FeedForwardKind.NONE);
        }
        return kinds;
    }

    /** A list of another length was found wrong with the attention of the layers. */
    private List<FeedForwardKind> fit(List<FeedForwardKind> kinds) {
        return kinds.size() == layers ? kinds : Collections.nCopies(layers, FeedForwardKind.DENSE);
    }
}
