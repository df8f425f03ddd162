package io.varcas.model;

import io.varcas.document.Fields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;

/** Reads the attention of each layer from whichever field a family lists it in. */
final class AttentionPlan {

    /** Fields that lay layers out; in a family that is not known for them, they are a sign of another architecture. */
    private static final List<String> LAYOUTS = List.of(
            "hybrid_override_pattern",
            "layers_block_type",
            "block_configs",
            "attn_layer_period",
            "attn_layer_indices",
            "full_attention_interval",
            "attn_type_list",
            "hybrid_layer_pattern",
            "linear_attn_config",
            "full_attn_idxs",
            "mamba_d_state",
            "ssm_state_size",
            "ssm_cfg");

    private final ConfigFields fields;
    private final int layers;

    AttentionPlan(ConfigFields fields, int layers) {
        this.fields = fields;
        this.layers = layers;
    }

    List<AttentionKind> kinds() {
        List<AttentionKind> kinds = fields.family().linear().isPresent() ? hybrid() : withoutLinear();
        if (kinds.size() != layers) {
            fields.find("the layers it lists are " + kinds.size() + "; they must be as many as num_hidden_layers, which"
                    + " is " + layers);
            return Collections.nCopies(layers, AttentionKind.FULL);
        }
        return kinds;
    }

    /** Returns the number of tokens that windowed layers see, 0 if there are none. */
    static int windowTokens(ConfigFields fields, LayerPlan plan) {
        boolean chunked = plan.count(AttentionKind.CHUNKED) > 0;
        if (chunked && plan.count(AttentionKind.SLIDING) > 0) {
            fields.find("it has chunked and sliding-window layers, which is not computed together");
        }
        if (chunked) {
            return fields.required("attention_chunk_size");
        }
        return plan.count(AttentionKind.SLIDING) > 0 ? fields.required("sliding_window") : 0;
    }

    private List<AttentionKind> withoutLinear() {
        for (String layout : LAYOUTS) {
            if (fields.has(layout)) {
                fields.find(layout + " is given, but " + fields.family().type()
                        + " is not known to be laid out by it; the model is another architecture");
            }
        }
        List<String> types = types();
        if (!types.isEmpty()) {
            return named(types);
        }
        if (fields.has("attention_chunk_size")) {
            return chunks();
        }
        int window = fields.optional(0, "sliding_window");
        boolean off =
                !fields.fields().flag("use_sliding_window", !fields.family().is("window-by-flag"));
        if (window == 0 || off) {
            return all(AttentionKind.FULL);
        }
        if (fields.family().is("window-by-flag")) {
            int first = fields.optional(0, "max_window_layers"); // layers below it see everything
            return byLayer(layer -> layer < first);
        }
        int pattern = fields.size(0, "sliding_window_pattern", "_sliding_window_pattern");
        return pattern == 0 ? all(AttentionKind.SLIDING) : byLayer(layer -> (layer + 1) % pattern == 0);
    }

    /** Llama 4: layers without rotary positions see everything, the others their chunk. */
    private List<AttentionKind> chunks() {
        List<Integer> rotary = fields.numbers("no_rope_layers"); // 0 for a layer without
        int interval = fields.size(4, "no_rope_layer_interval");
        List<AttentionKind> kinds = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            boolean full = layer < rotary.size() ? rotary.get(layer) == 0 : (layer + 1) % interval == 0;
            kinds.add(full ? AttentionKind.FULL : AttentionKind.CHUNKED);
        }
        return kinds;
    }

    private List<AttentionKind> hybrid() {
        String pattern = fields.fields().optionalText("hybrid_override_pattern").orElse("");
        if (!pattern.isEmpty()) {
            return letters(pattern);
        }
        List<String> types = types();
        if (!types.isEmpty()) {
            return named(types);
        }
        return switch (fields.family().linear().orElse("")) {
            case "gdn" -> every(fields.size(4, "full_attention_interval"), 0);
            case "mamba1" -> every(fields.size(8, "attn_layer_period"), fields.optional(4, "attn_layer_offset") + 1);
            case "lightning" -> listed();
            case "kda" -> indexed(fullLayersOfKimi(), 1);
            case "shortconv" -> indexed(fields.numbers("full_attn_idxs"), 0);
            default -> indexed(fields.numbers("attn_layer_indices"), 0);
        };
    }

    private List<String> types() {
        List<String> types = fields.fields().texts("layer_types");
        return types.isEmpty() ? fields.fields().texts("layers_block_type") : types;
    }

    private List<AttentionKind> named(List<String> types) {
        boolean windowsOff = !fields.fields().flag("use_sliding_window", true);
        List<AttentionKind> kinds = new ArrayList<>();
        for (String type : types) {
            AttentionKind kind = kind(type);
            if (kind == AttentionKind.LINEAR && fields.family().linear().isEmpty()) {
                fields.find("a layer is " + Fields.quoted(type) + ", but "
                        + fields.family().type()
                        + " is not known for linear attention; the model is another architecture");
                return all(AttentionKind.FULL);
            }
            kinds.add(kind == AttentionKind.SLIDING && windowsOff ? AttentionKind.FULL : kind);
        }
        return kinds;
    }

    private AttentionKind kind(String type) {
        return switch (type) {
            case "full_attention", "attention" -> AttentionKind.FULL;
            case "sliding_attention" -> AttentionKind.SLIDING;
            case "chunked_attention" -> AttentionKind.CHUNKED;
            case "linear_attention", "mamba", "conv" -> AttentionKind.LINEAR;
            case "mlp", "moe" -> AttentionKind.NONE;
            default -> {
                fields.find("a layer is " + Fields.quoted(type) + "; known are full_attention, sliding_attention,"
                        + " chunked_attention, linear_attention, attention, mamba, conv, mlp, moe");
                yield AttentionKind.FULL;
            }
        };
    }

    /** Nemotron-H: M is Mamba, * attention, - a dense network, E experts. */
    private List<AttentionKind> letters(String pattern) {
        List<AttentionKind> kinds = new ArrayList<>();
        for (int i = 0; i < pattern.length(); i++) {
            char letter = pattern.charAt(i);
            switch (letter) {
                case 'M' -> kinds.add(AttentionKind.LINEAR);
                case '*' -> kinds.add(AttentionKind.FULL);
                case '-', 'E' -> kinds.add(AttentionKind.NONE);
                default -> {
                    fields.find("hybrid_override_pattern holds '" + (Character.isISOControl(letter) ? '?' : letter)
                            + "'; known are M, *, -, E");
                    return all(AttentionKind.FULL);
                }
            }
        }
        return kinds;
    }

    /** Full attention in every so many layers, counted from the first layer that has it, 1 being the first of all. */
    private List<AttentionKind> every(int interval, int first) {
        List<AttentionKind> kinds = new ArrayList<>();
        for (int layer = 1; layer <= layers; layer++) {
            kinds.add(Math.floorMod(layer - first, interval) == 0 ? AttentionKind.FULL : AttentionKind.LINEAR);
        }
        return kinds;
    }

    /** MiniMax: 1 for full attention, 0 for linear. */
    private List<AttentionKind> listed() {
        List<AttentionKind> kinds = new ArrayList<>();
        for (int type : fields.numbers("attn_type_list")) {
            kinds.add(type == 1 ? AttentionKind.FULL : AttentionKind.LINEAR);
        }
        return kinds;
    }

    private List<Integer> fullLayersOfKimi() {
        return fields.fields()
                .optionalChild("linear_attn_config")
                .map(child -> ConfigFields.numbers(child, "full_attn_layers"))
                .orElse(List.of());
    }

    /** Full attention in the layers listed, counted from {@code first}. */
    private List<AttentionKind> indexed(List<Integer> full, int first) {
        if (full.isEmpty()) {
            fields.find("the layers with full attention are not given; layer_types must list them");
        }
        for (int layer : full) {
            if (layer < first || layer >= layers + first) {
                fields.find("layer " + layer + " has full attention; layers are from " + first + " to "
                        + (layers + first - 1));
            }
        }
        List<AttentionKind> kinds = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            kinds.add(full.contains(layer + first) ? AttentionKind.FULL : AttentionKind.LINEAR);
        }
        return kinds;
    }

    private List<AttentionKind> byLayer(IntPredicate full) {
        List<AttentionKind> kinds = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            kinds.add(full.test(layer) ? AttentionKind.FULL : AttentionKind.SLIDING);
        }
        return kinds;
    }

    private List<AttentionKind> all(AttentionKind kind) {
        return Collections.nCopies(layers, kind);
    }
}
