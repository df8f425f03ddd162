package io.varcas.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.accuracy.code.CodeFields;
import io.varcas.accuracy.code.CodeTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * Reads an item from a JSON object, under the names of this project's files, of the ground-truth generator that preceded it, and of
 * common sets on Hugging Face (GSM8K, SQuAD, Alpaca, HumanEval, MBPP).
 */
final class ItemFields {

    private static final List<String> IDS = List.of("id", "example_id", "task_id");
    private static final List<String> PROMPTS = List.of("prompt", "question", "instruction", "text");
    private static final List<String> REFERENCES =
            List.of("reference", "references", "answer", "answers", "output", "target", "canonical_solution", "code");
    private static final List<String> TYPES = List.of("type", "validation_type");

    private ItemFields() {}

    /**
     * Reads an item.
     *
     * @param number its place in the file, from 1: its id if it has none
     * @throws IllegalArgumentException if a field is missing or wrong; the message names it
     */
    static GroundTruthItem read(int number, JsonNode object) {
        JsonNode id = first(object, IDS);
        Optional<String> schema = json(object.path("schema"), "schema", JsonNode::isObject, "an object");
        String prompt = prompt(object);
        Optional<CodeTask> code = CodeFields.read(object, prompt);
        return new GroundTruthItem(
                id.isMissingNode() || id.isNull() ? Integer.toString(number) : id.asText(),
                CodeFields.prompt(object, prompt),
                references(object, schema.or(() -> code.map(CodeTask::tests))),
                first(object, TYPES).asText(code.isPresent() ? "code" : ""),
                new GroundTruthItem.Extras(
                        schema,
                        json(object.path("tools"), "tools", JsonNode::isArray, "an array"),
                        tokens(object),
                        code));
    }

    private static String prompt(JsonNode object) {
        String prompt = text(first(object, PROMPTS))
                .orElseThrow(() -> new IllegalArgumentException("\"prompt\" must be a non-empty text"));
        return text(object.path("context"))
                .filter(context -> object.has("question"))
                .map(context -> context + "\n\n" + prompt)
                .orElse(prompt);
    }

    /** Reads the references, or takes the schema or the tests that stand for them. */
    private static List<String> references(JsonNode object, Optional<String> otherwise) {
        JsonNode given = first(object, REFERENCES);
        if (given.isMissingNode() && otherwise.isPresent()) {
            return List.of(otherwise.get());
        }
        JsonNode texts = given.path("text").isArray() ? given.path("text") : given; // SQuAD's "answers"
        List<String> references = new ArrayList<>();
        for (JsonNode one : texts.isArray() ? texts : List.of(texts)) {
            references.add(text(one)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "\"reference\" must be a non-empty text, or a list of such texts")));
        }
        if (references.isEmpty()) {
            throw new IllegalArgumentException("\"reference\" is an empty list");
        }
        return references;
    }

    private static OptionalInt tokens(JsonNode object) {
        JsonNode given = object.path("reference_tokens");
        JsonNode tokens = given.isMissingNode() ? object.path("metadata").path("tokens_generated") : given;
        if (tokens.isMissingNode() || tokens.isNull() || (given.isMissingNode() && tokens.asInt() < 1)) {
            return OptionalInt.empty();
        }
        if (!tokens.canConvertToInt() || tokens.intValue() < 1) {
            throw new IllegalArgumentException(
                    "\"reference_tokens\" is " + tokens + "; it must be a whole number of at least 1");
        }
        return OptionalInt.of(tokens.intValue());
    }

    private static Optional<String> json(JsonNode node, String name, Predicate<JsonNode> rule, String kind) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!rule.test(node)) {
            throw new IllegalArgumentException("\"" + name + "\" must be " + kind);
        }
        return Optional.of(node.toString());
    }

    private static JsonNode first(JsonNode object, List<String> names) {
        return names.stream()
                .filter(object::has)
                .findFirst()
                .map(object::path)
                .orElseGet(() -> object.path(names.get(0)));
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.of(node)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(text -> !text.isBlank());
    }
}
