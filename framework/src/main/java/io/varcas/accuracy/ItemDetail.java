package io.varcas.accuracy;

import io.varcas.accuracy.drift.TokenProbabilities;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The item behind a result, and what more is known of its output.
 *
 * @param prompt text of the prompt
 * @param references its references
 * @param type kind of task; empty if the file has none
 * @param scores score by scorer, 0 to 1; a scorer that could not grade the output is absent
 * @param notes how scores came about, or why there is none, by scorer
 * @param inFlight requests in flight when the output began; empty unless it was graded under load
 * @param again the same prompt once more; empty unless that was asked
 * @param probabilities probabilities of the tokens of prompt and first reference; empty unless they are recorded
 */
public record ItemDetail(
        String prompt,
        List<String> references,
        String type,
        Map<String, Double> scores,
        Map<String, String> notes,
        OptionalInt inFlight,
        Optional<Again> again,
        Optional<TokenProbabilities> probabilities) {

    /**
     * A second output to the same prompt.
     *
     * @param sameText whether both texts are equal
     * @param score score of the first scorer, 0 to 1
     * @param drift mean divergence of a token between both, in nats; empty unless probabilities are recorded
     */
    public record Again(boolean sameText, double score, OptionalDouble drift) {}

    /** Copies the collections, keeping their order. */
    public ItemDetail {
        references = List.copyOf(references);
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
        notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    }

    /** Creates a detail without probabilities. */
    public ItemDetail(
            String prompt,
            List<String> references,
            String type,
            Map<String, Double> scores,
            Map<String, String> notes,
            OptionalInt inFlight,
            Optional<Again> again) {
        this(prompt, references, type, scores, notes, inFlight, again, Optional.empty());
    }

    /** Returns the detail of an item without an output. */
    static ItemDetail of(GroundTruthItem item) {
        return new ItemDetail(
                item.prompt(),
                item.references(),
                item.type(),
                Map.of(),
                Map.of(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty());
    }

    ItemDetail with(Again other) {
        return new ItemDetail(prompt, references, type, scores, notes, inFlight, Optional.of(other), probabilities);
    }

    ItemDetail inFlight(OptionalInt requests) {
        return new ItemDetail(prompt, references, type, scores, notes, requests, again, probabilities);
    }
}
