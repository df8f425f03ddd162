package io.varcas.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.document.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@code config.json}'s fields, each under whichever of its names the family uses, with the family's defaults. */
final class ConfigFields {

    /** Larger than any size of a model, and small enough that products of a few of them are exact. */
    static final int MOST = 100_000_000;

    /** Defaults of the transformers library that published files of a family rely on (transformers 4.50 to 4.57, 2025). */
    private static final Map<String, Map<String, Integer>> DEFAULTS = Map.of(
            "gemma3_text",
                    Map.of(
                            "num_attention_heads", 8,
                            "num_key_value_heads", 4,
                            "head_dim", 256,
                            "vocab_size", 262_208,
                            "max_position_embeddings", 131_072,
                            "sliding_window_pattern", 6),
            "gemma2", Map.of("sliding_window_pattern", 2, "head_dim", 256),
            "cohere2", Map.of("sliding_window_pattern", 4),
            "gpt_oss", Map.of("sliding_window_pattern", 2));

    /** The same for the language part of multimodal models, whose files leave even more unsaid. */
    private static final Map<String, Map<String, Integer>> NESTED_DEFAULTS = Map.of(
            "llama",
                    Map.of(
                            "num_hidden_layers", 32,
                            "hidden_size", 4_096,
                            "num_attention_heads", 32,
                            "intermediate_size", 11_008,
                            "vocab_size", 32_000),
            "mistral",
                    Map.of(
                            "num_hidden_layers", 32,
                            "hidden_size", 4_096,
                            "num_attention_heads", 32,
                            "num_key_value_heads", 8,
                            "intermediate_size", 14_336,
                            "vocab_size", 32_000));

    private final Fields fields;
    private final JsonNode whole;
    private final ModelFamily family;
    private final Map<String, Integer> defaults;
    private final List<String> assumed = new ArrayList<>();

    ConfigFields(LanguagePart part, JsonNode whole) {
        this.fields = Fields.of(part.document());
        this.whole = whole;
        this.family = part.family();
        this.defaults = (part.nested() ? NESTED_DEFAULTS : DEFAULTS)
                .getOrDefault(family.type(), DEFAULTS.getOrDefault(family.type(), Map.of()));
    }

    ModelFamily family() {
        return family;
    }

    Fields fields() {
        return fields;
    }

    boolean has(String name) {
        return fields.has(name);
    }

    boolean flag(String name) {
        return fields.flag(name, false);
    }

    /** Returns the sizes that the file leaves to the defaults of the transformers library. */
    List<String> assumed() {
        return assumed;
    }

    /** Returns a size that must be there, at least 1; found missing or wrong it reads as 1. */
    int required(String... names) {
        return inRange(1, MOST, 1, names);
    }

    /** Returns a size that may be missing, at least 1. */
    int size(int otherwise, String... names) {
        return anyOf(names) == null && usual(names) == null ? otherwise : inRange(1, MOST, 1, names);
    }

    /** Returns a count that may be missing, or 0. */
    int optional(int otherwise, String... names) {
        return anyOf(names) == null && usual(names) == null ? otherwise : inRange(0, MOST, 0, names);
    }

    int layers() {
        return inRange(1, LayerPlan.MOST_LAYERS, 1, "num_hidden_layers", "n_layer", "n_layers", "num_layers");
    }

    /** Returns the whole numbers of a list, empty if missing. */
    List<Integer> numbers(String name) {
        return numbers(fields, name);
    }

    static List<Integer> numbers(Fields fields, String name) {
        List<Integer> numbers = new ArrayList<>();
        JsonNode list = fields.json(name);
        if (list == null) {
            return numbers;
        }
        if (!list.isArray() || list.size() > LayerPlan.MOST_LAYERS) {
            fields.find(name + " must be a list of whole numbers, at most " + LayerPlan.MOST_LAYERS);
            return numbers;
        }
        for (JsonNode element : list) {
            if (!element.isIntegralNumber() || !element.canConvertToInt()) {
                fields.find(name + " holds " + Fields.shown(element) + "; must contain whole numbers");
                return List.of();
            }
            numbers.add(element.intValue());
        }
        return numbers;
    }

    /** Returns the product if it is a size, else finds a fault. */
    int product(String what, long a, long b) {
        long product = a * b;
        if (product > MOST) {
            fields.find(what + " would be " + product + "; it must be at most " + MOST);
            return 1;
        }
        return (int) product;
    }

    /** Tied or not, as the text part says, else the whole file, else the family's default. */
    boolean tiedEmbeddings() {
        String name = "tie_word_embeddings";
        JsonNode outer = whole.get(name);
        if (!fields.has(name) && outer != null && outer.isBoolean()) {
            return outer.asBoolean();
        }
        return fields.flag(name, family.is("tied"));
    }

    void find(String fault) {
        fields.find(fault);
    }

    void raise() {
        fields.raise();
    }

    private int inRange(int least, int most, int harmless, String... names) {
        String name = anyOf(names);
        if (name == null) {
            Integer usual = usual(names);
            if (usual != null) {
                assumed.add(names[0] + " " + usual);
                return usual;
            }
            fields.integer(names[0]); // finds that it is missing
            return harmless;
        }
        JsonNode node = fields.json(name);
        if (node != null && node.isIntegralNumber()) {
            boolean within = node.canConvertToInt() && node.intValue() >= least && node.intValue() <= most;
            if (!within) {
                fields.find(name + " is " + Fields.shown(node) + "; it must be a whole number from " + least + " to "
                        + most);
                return harmless;
            }
            return node.intValue();
        }
        fields.integer(name); // finds that it is no whole number
        return harmless;
    }

    private @Nullable String anyOf(String... names) {
        for (String name : names) {
            if (fields.has(name)) {
                return name;
            }
        }
        return null;
    }

    private @Nullable Integer usual(String... names) {
        for (String name : names) {
            Integer value = defaults.get(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
