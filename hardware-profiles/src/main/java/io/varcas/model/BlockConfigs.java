package io.varcas.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a model that was cut by architecture search, as {@code block_configs} lists them: attention or feed-forward may be
 * absent, and feed-forward networks differ in width. Their mean width has the parameters of all of them.
 *
 * @param attention the attention of each layer
 * @param feedForward the network of each layer
 * @param headsInGroup query heads that share a KV head, alike in all layers
 * @param width mean width of the feed-forward networks that are there
 */
record BlockConfigs(List<AttentionKind> attention, List<FeedForwardKind> feedForward, int headsInGroup, int width) {

    private static final int MULTIPLE = 256; // widths are rounded up to it, as in Llama

    /** Reads the list; null if it is not there, or what is wrong with it was found. */
    static @Nullable BlockConfigs read(ConfigFields fields, int hidden) {
        JsonNode blocks = fields.fields().json("block_configs");
        if (blocks == null || !blocks.isArray() || blocks.isEmpty() || blocks.size() > LayerPlan.MOST_LAYERS) {
            fields.find("block_configs must be a list of the layers");
            return null;
        }
        List<AttentionKind> attention = new ArrayList<>();
        List<FeedForwardKind> feedForward = new ArrayList<>();
        Set<Integer> groups = new TreeSet<>();
        double widths = 0;
        for (JsonNode block : blocks) {
            JsonNode mixer = block.path("attention");
            JsonNode network = block.path("ffn");
            boolean attends = !mixer.path("no_op").asBoolean(false);
            boolean feeds = !network.path("no_op").asBoolean(false);
            boolean other = mixer.path("replace_with_linear").asBoolean(false)
                    || network.path("replace_with_linear").asBoolean(false)
                    || mixer.hasNonNull("window_length")
                    || mixer.hasNonNull("sparsify")
                    || network.hasNonNull("sparsify");
            if (other || (attends && !mixer.path("n_heads_in_group").isInt())) {
                fields.find(
                        "block " + attention.size() + " of block_configs has a replaced, windowed or sparse part or no"
                                + " n_heads_in_group, which is not computed");
                return null;
            }
            attention.add(attends ? AttentionKind.FULL : AttentionKind.NONE);
            feedForward.add(feeds ? FeedForwardKind.DENSE : FeedForwardKind.NONE);
            if (attends) {
                groups.add(mixer.path("n_heads_in_group").intValue());
            }
            double width = feeds ? width(network, hidden) : 0;
            if (feeds && !(width >= 1 && width <= ConfigFields.MOST)) {
                fields.find("block " + (attention.size() - 1) + " of block_configs has neither ffn_mult nor"
                        + " intermediate_size");
                return null;
            }
            widths += width;
        }
        long networks = feedForward.stream()
                .filter(kind -> kind == FeedForwardKind.DENSE)
                .count();
        if (groups.size() != 1 || groups.iterator().next() < 1 || networks == 0) {
            fields.find("its layers share KV heads among " + groups
                    + " query heads; layers that differ in that are not computed");
            return null;
        }
        return new BlockConfigs(attention, feedForward, groups.iterator().next(), (int) Math.round(widths / networks));
    }

    /** As given, or {@code 2/3 ffn_mult hidden} rounded up. */
    private static double width(JsonNode network, int hidden) {
        if (network.path("intermediate_size").isInt()) {
            return network.path("intermediate_size").intValue();
        }
        double bare = Math.floor(2 * network.path("ffn_mult").asDouble(0) * hidden / 3);
        return Math.ceil(bare / MULTIPLE) * MULTIPLE;
    }
}
