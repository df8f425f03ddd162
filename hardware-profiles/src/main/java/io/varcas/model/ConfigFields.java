package io.varcas.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.figure.Fields;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@code config.json}'s fields, each under whichever of its names the family uses, with the family's defaults. */
final class ConfigFields {

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
            "gpt_oss", Map.of("sliding_window_pattern", 2));

    /** Families whose embeddings are tied unless the file says otherwise. */
    private static final List<String> TIED = List.of("gemma", "gemma2", "gemma3", "gemma3_text", "opt", "gpt2");

    private final Fields fields;
    private final JsonNode whole;
    private final String type;

    ConfigFields(Fields fields, JsonNode whole) {
        this.fields = fields;
        this.whole = whole;
        this.type = fields.optionalText("model_type").orElse("");
    }

    /** The family: {@code llama}, {@code qwen3_moe}; empty if the file does not say. */
    String type() {
        return type;
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

    int required(String... names) {
        for (String name : names) {
            if (fields.has(name)) {
                return fields.integer(name);
            }
        }
        Integer usual = usual(names);
        return usual == null ? fields.integer(names[0]) : usual;
    }

    int optional(int otherwise, String... names) {
        for (String name : names) {
            if (fields.has(name)) {
                return fields.integer(name);
            }
        }
        Integer usual = usual(names);
        return usual == null ? otherwise : usual;
    }

    /** Tied or not, as the text part says, else the whole file, else the family's default. */
    boolean tiedEmbeddings() {
        String name = "tie_word_embeddings";
        if (!fields.has(name) && whole.hasNonNull(name)) {
            return whole.get(name).asBoolean();
        }
        return fields.flag(name, TIED.contains(type));
    }

    void raise() {
        fields.raise();
    }

    private @Nullable Integer usual(String... names) {
        Map<String, Integer> defaults = DEFAULTS.getOrDefault(type, Map.of());
        for (String name : names) {
            Integer value = defaults.get(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
