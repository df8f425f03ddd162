package io.varcas.accuracy;

import io.varcas.accuracy.code.CodeTask;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A prompt and its reference outputs.
 *
 * @param id what pairs its outputs of different runs; unique in the dataset
 * @param prompt text of the one user message
 * @param references at least one right output
 * @param type kind of task, such as {@code qa}, {@code chat}, {@code summary} or {@code code}; empty if the file has none
 * @param extras parts that only some scorers read
 */
public record GroundTruthItem(String id, String prompt, List<String> references, String type, Extras extras) {

    /**
     * The parts of an item that only some scorers read.
     *
     * @param schema JSON schema that the output must be valid against, as JSON
     * @param tools tools that the request offers to the model, as a JSON array in OpenAI's format
     * @param referenceTokens length of the reference, in tokens
     * @param code tests of a programming task
     */
    public record Extras(
            Optional<String> schema, Optional<String> tools, OptionalInt referenceTokens, Optional<CodeTask> code) {

        /** No extras. */
        public static final Extras NONE = new Extras(Optional.empty(), Optional.empty(), OptionalInt.empty());

        /** Creates the extras of an item without tests. */
        public Extras(Optional<String> schema, Optional<String> tools, OptionalInt referenceTokens) {
            this(schema, tools, referenceTokens, Optional.empty());
        }
    }

    /**
     * Copies the references.
     *
     * @throws IllegalArgumentException if the id or the prompt is blank, or there is no reference
     */
    public GroundTruthItem {
        references = List.copyOf(references);
        if (id.isBlank() || prompt.isBlank() || references.isEmpty()) {
            throw new IllegalArgumentException("a ground-truth item needs an id, a prompt and at least one reference");
        }
    }

    /** Creates an item of no type. */
    public GroundTruthItem(String id, String prompt, List<String> references) {
        this(id, prompt, references, "", Extras.NONE);
    }
}
