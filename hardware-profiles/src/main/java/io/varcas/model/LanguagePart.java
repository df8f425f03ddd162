package io.varcas.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.document.Document;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@code config.json} that describes the language model, and the family it is of.
 *
 * @param document the part, named by its place in the file
 * @param family the family
 * @param nested whether it is a part of the file only
 * @param notes what was left out
 */
record LanguagePart(Document document, ModelFamily family, boolean nested, List<String> notes) {

    /** Where multimodal models keep their language model, in the order of search. */
    private static final List<String> NESTS =
            List.of("thinker_config", "text_config", "llm_config", "language_config", "language_model_config");

    private static final int MOST_NESTS = 3;
    private static final int LONGEST_NAME = 80;

    /**
     * Finds it.
     *
     * @throws IllegalArgumentException if the architecture is not known, or is known and cannot be computed, by its name
     */
    static LanguagePart of(Document config) {
        Document part = config;
        Set<String> left = new LinkedHashSet<>();
        List<String> path = new ArrayList<>();
        for (int depth = 0; depth < MOST_NESTS; depth++) {
            @Nullable String nest = nestOf(part.root());
            if (nest == null) {
                break;
            }
            left.addAll(otherParts(part.root(), nest));
            path.add(nest);
            part = new Document(
                    config.name() + " " + String.join(".", path), part.root().get(nest));
        }
        if (!part.root().isObject()) {
            throw new IllegalArgumentException(part.name() + " must be a JSON object");
        }
        List<String> notes = new ArrayList<>();
        if (!path.isEmpty()) {
            notes.add("read from " + String.join(".", path)
                    + (left.isEmpty()
                            ? "; other parts of the model, such as a vision tower, are not counted"
                            : "; not counted: " + String.join(", ", left)));
        } else if (part.root().hasNonNull("vision_config")) {
            notes.add("not counted: vision_config");
        }
        return new LanguagePart(part, family(config, part), !path.isEmpty(), notes);
    }

    private static @Nullable String nestOf(JsonNode root) {
        return NESTS.stream().filter(root::hasNonNull).findFirst().orElse(null);
    }

    private static List<String> otherParts(JsonNode root, String nest) {
        List<String> others = new ArrayList<>();
        root.fieldNames().forEachRemaining(name -> {
            boolean part = name.endsWith("_config") && root.get(name).isObject() && !name.equals("quantization_config");
            if (part && !name.equals(nest) && !name.equals("compression_config") && !NESTS.contains(name)) {
                others.add(shown(name));
            }
        });
        return others;
    }

    private static ModelFamily family(Document config, Document part) {
        JsonNode own = part.root().path("architectures");
        String architecture = own.path(0).asText("");
        String type = part.root().path("model_type").asText("");
        if (config.root().path("is_encoder_decoder").asBoolean(false)) {
            throw refused(part, architecture, type, "an encoder and a decoder; only decoders are computed");
        }
        if (type.isEmpty() && architecture.isEmpty()) {
            type = config.root().path("model_type").asText("");
            architecture =
                    type.isEmpty() ? config.root().path("architectures").path(0).asText("") : "";
        }
        if (type.isEmpty() && architecture.isEmpty()) {
            return new ModelFamily("", Set.of(), Set.of(), "");
        }
        @Nullable ModelFamily byName = ModelFamily.ofArchitecture(architecture).orElse(null);
        @Nullable ModelFamily byType = ModelFamily.ofType(type).orElse(null);
        if (byName == null && (byType == null || (!architecture.isEmpty() && !isWrapper(config, part, byType)))) {
            throw refused(part, architecture, type, "it is not among the architectures that can be computed");
        }
        @Nullable ModelFamily family = byType != null ? byType : byName;
        if (family == null) {
            throw new IllegalStateException("no family of " + part.name());
        }
        for (ModelFamily named : byName == null ? List.of(family) : List.of(byName, family)) {
            if (!named.refusal().isEmpty()) {
                throw refused(part, architecture, type, named.refusal());
            }
        }
        return family;
    }

    /** A family that is listed without names of its own is written under those of the model it is a part of. */
    private static boolean isWrapper(Document config, Document part, ModelFamily family) {
        return family.architectures().isEmpty() && !config.name().equals(part.name());
    }

    private static IllegalArgumentException refused(Document part, String architecture, String type, String why) {
        String name = architecture.isEmpty() ? "model_type " + shown(type) : "architecture " + shown(architecture);
        String both = architecture.isEmpty() || type.isEmpty() ? "" : " (model_type " + shown(type) + ")";
        return new IllegalArgumentException(part.name() + ": " + name + both + " is refused: " + why);
    }

    private static String shown(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= LONGEST_NAME ? plain : plain.substring(0, LONGEST_NAME) + "...";
    }
}
