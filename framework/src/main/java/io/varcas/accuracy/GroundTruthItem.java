package io.varcas.accuracy;

import java.util.List;

/**
 * A prompt and its reference outputs.
 *
 * @param id what pairs its outputs of different runs; unique in the dataset
 * @param prompt text of the one user message
 * @param references at least one right output
 */
public record GroundTruthItem(String id, String prompt, List<String> references) {

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
}
