package io.varcas.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.document.Document;
import io.varcas.document.Fields;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads in which precision published weights are: from the {@code quantization_config} of a {@code config.json}, of the
 * file or of its language part, or from the {@code hf_quant_config.json} beside it.
 *
 * <p>A mixture of precisions is refused, because it has no single size of a weight.
 */
final class QuantizationConfig {

    private static final int BLOCK = 128;
    private static final String KNOWN = "awq, gptq, fp8, fbgemm_fp8, mxfp4, modelopt, modelopt_fp4, compressed-tensors";

    /** Members with sizes of some modules: {@code dynamic} of GPTQModel, {@code extra_config} of AutoRound. */
    private static final List<String> OVERRIDES = List.of("dynamic", "extra_config");

    private final String place;
    private final JsonNode node;
    private final LayerPlan plan;

    private QuantizationConfig(String place, JsonNode node, LayerPlan plan) {
        this.place = place;
        this.node = node;
        this.plan = plan;
    }

    /**
     * Reads it; null if the weights are in 16 bits.
     *
     * @throws IllegalArgumentException if the method is unknown, or precisions are mixed
     */
    static @Nullable ShippedWeights read(Document config, Document part, @Nullable Document besides, LayerPlan plan) {
        for (Document document : config.name().equals(part.name()) ? List.of(config) : List.of(part, config)) {
            for (String name : List.of("quantization_config", "compression_config")) {
                JsonNode node = document.root().get(name);
                if (node != null && node.isObject() && !node.isEmpty()) {
                    return new QuantizationConfig(document.name() + ": " + name, node, plan).byMethod();
                }
                if (node != null && !node.isNull() && !node.isObject()) {
                    throw new IllegalArgumentException(
                            document.name() + ": " + name + " is " + Fields.shown(node) + "; it must be a JSON object");
                }
            }
        }
        JsonNode exported = besides == null ? null : besides.root().get("quantization");
        return besides == null || exported == null || !exported.isObject()
                ? null
                : new QuantizationConfig(besides.name() + ": quantization", exported, plan).modelOpt();
    }

    private @Nullable ShippedWeights byMethod() {
        String method = text("quant_method");
        return switch (method) {
            case "awq" -> integers(Precision.INT4_AWQ, whole("bits", 4), whole("group_size", BLOCK));
            case "gptq" -> integers(Precision.INT4_GPTQ, whole("bits", 4), whole("group_size", BLOCK));
            case "fp8" -> weights(Precision.FP8, Precision.FP8.linearBits(), block());
            case "fbgemm_fp8" -> weights(Precision.FP8, Precision.FP8.linearBits(), 1);
            case "mxfp4" -> ShippedWeights.whole(Precision.MXFP4);
            case "modelopt", "modelopt_fp4", "modelopt_mixed" -> modelOpt();
            case "compressed-tensors" -> compressedTensors();
            case "" ->
                node.has("quant_algo") ? modelOpt() : node.has("config_groups") ? compressedTensors() : unknown("");
            default -> unknown(method);
        };
    }

    private ShippedWeights unknown(String method) {
        throw new IllegalArgumentException(
                place + ".quant_method is " + Fields.quoted(method) + "; known are " + KNOWN);
    }

    /** Integers in groups, each with a 16-bit scale and a zero point as wide as a weight. */
    private ShippedWeights integers(Precision fourBits, int bits, int group) {
        OVERRIDES.forEach(name -> refuseOtherSizes(name, bits, group));
        if (bits == 8) {
            return weights(Precision.INT8, Precision.INT8.linearBits(), Math.max(1, group));
        }
        if (bits != 4) {
            throw new IllegalArgumentException(place + ".bits is " + bits + "; computed are 4 and 8");
        }
        return weights(fourBits, group > 1 ? 4 + 20.0 / group : 4, Math.max(1, group)); // -1: one group a channel
    }

    /** Refuses modules that are quantized otherwise than the rest; those that are skipped ("-:") are left out. */
    private void refuseOtherSizes(String name, int bits, int group) {
        for (Map.Entry<String, JsonNode> override : node.path(name).properties()) {
            JsonNode own = override.getValue();
            if (override.getKey().startsWith(LeftOut.SKIPPED)) {
                continue;
            }
            for (Map.Entry<String, Integer> rest :
                    Map.of("bits", bits, "group_size", group).entrySet()) {
                JsonNode value = own.path(rest.getKey());
                if (value.isMissingNode()
                        || value.isNull()
                        || value.asInt() == rest.getValue()
                        || (value.asInt() == -1 && rest.getValue() == 1)) {
                    continue;
                }
                throw new IllegalArgumentException(place + "." + name + " mixes " + rest.getKey() + " "
                        + Fields.shown(value) + " (modules " + Fields.quoted(override.getKey()) + ") and "
                        + rest.getValue() + ", which is not computed; its weights have no single size");
            }
        }
    }

    private int block() {
        JsonNode sizes = node.path("weight_block_size");
        return sizes.isArray() && sizes.size() > 0 ? positive(sizes.get(0), "weight_block_size") : 1;
    }

    private @Nullable ShippedWeights modelOpt() {
        String algorithm = text("quant_algo").toUpperCase(Locale.ROOT);
        return switch (algorithm) {
            case "FP8", "FP8_PER_CHANNEL_PER_TOKEN" -> weights(Precision.FP8, Precision.FP8.linearBits(), 1);
            case "FP8_PB_WO" -> weights(Precision.FP8, Precision.FP8.linearBits(), BLOCK);
            case "NVFP4", "FP4" -> nvfp4();
            case "W4A16_AWQ" -> integers(Precision.INT4_AWQ, 4, whole("group_size", BLOCK));
            case "" -> node.path("config_groups").isObject() ? compressedTensors() : null; // KV cache only
            case "MIXED_PRECISION" ->
                throw new IllegalArgumentException(
                        place + ".quant_algo is MIXED_PRECISION, which is not computed; give --quantization and a"
                                + " config.json without it, or serve a checkpoint in one precision");
            default ->
                throw new IllegalArgumentException(place + ".quant_algo is " + Fields.quoted(algorithm)
                        + "; known are FP8, FP8_PER_CHANNEL_PER_TOKEN, FP8_PB_WO, NVFP4, W4A16_AWQ");
        };
    }

    private ShippedWeights nvfp4() {
        int group = whole("group_size", 16);
        return weights(Precision.NVFP4, 4 + 8.0 / group, group);
    }

    private ShippedWeights compressedTensors() {
        Set<ShippedWeights> groups = new LinkedHashSet<>();
        JsonNode all = node.path("config_groups");
        for (JsonNode group : all) {
            groups.add(group(group.path("weights")));
        }
        if (groups.size() > 1) {
            throw new IllegalArgumentException(place + ".config_groups mixes "
                    + String.join(
                            " and ",
                            groups.stream().map(QuantizationConfig::describe).toList())
                    + ", which is not computed; its weights have no single size");
        }
        return groups.isEmpty()
                ? weights(Precision.FP8, Precision.FP8.linearBits(), 1)
                : groups.iterator().next();
    }

    private ShippedWeights group(JsonNode weights) {
        boolean floating = weights.path("type").asText("int").equals("float");
        int bits = weights.has("num_bits") ? positive(weights.get("num_bits"), "num_bits") : 8;
        int size = weights.path("group_size").isIntegralNumber()
                        && weights.path("group_size").asInt() > 0
                ? positive(weights.get("group_size"), "group_size")
                : 1;
        JsonNode block = weights.path("block_structure");
        if (block.isArray() && block.size() > 0) {
            size = positive(block.get(0), "block_structure");
        }
        if (bits == 4) {
            return floating
                    ? weights(Precision.NVFP4, 4 + 8.0 / (size == 1 ? 16 : size), size == 1 ? 16 : size)
                    : weights(Precision.INT4_GPTQ, size == 1 ? 4 : 4 + 16.0 / size, size);
        }
        if (bits != 8) {
            throw new IllegalArgumentException(
                    place + ".config_groups has weights of " + bits + " bits; computed are 4 and 8");
        }
        Precision precision = floating ? Precision.FP8 : Precision.INT8;
        return weights(precision, precision.linearBits(), size);
    }

    private static String describe(ShippedWeights weights) {
        return weights.precision().key() + (weights.group() > 1 ? " in groups of " + weights.group() : "");
    }

    /** With the shares of each part that the lists of what is left out leave. */
    private ShippedWeights weights(Precision precision, double bits, int group) {
        LeftOut left = LeftOut.of(place, node);
        return new ShippedWeights(
                precision,
                bits,
                group,
                1 - left.share(LeftOut.Part.ATTENTION, plan),
                1 - left.share(LeftOut.Part.DENSE, plan),
                1 - left.share(LeftOut.Part.EXPERTS, plan));
    }

    private String text(String name) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            return "";
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException(
                    place + "." + name + " is " + Fields.shown(value) + "; it must be a text");
        }
        return value.textValue().toLowerCase(Locale.ROOT);
    }

    /** A whole number of at least -1, which stands for one group a channel. */
    private int whole(String name, int otherwise) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            return otherwise;
        }
        if (value.isIntegralNumber() && value.canConvertToInt() && value.intValue() == -1) {
            return 1;
        }
        return positive(value, name);
    }

    private int positive(JsonNode value, String name) {
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < 1
                || value.intValue() > ConfigFields.MOST) {
            throw new IllegalArgumentException(place + "." + name + " is " + Fields.shown(value)
                    + "; it must be a whole number from 1 to " + ConfigFields.MOST);
        }
        return value.intValue();
    }
}
