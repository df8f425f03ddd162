package io.varcas.accuracy.scorer;

import io.varcas.accuracy.TextScorer;
import io.varcas.annotation.GroundTruth;
import java.util.List;

/**
 * Exact match as SQuAD's evaluation defines it: both texts are lower-cased, ASCII punctuation is deleted, the words
 * {@code a an the} are removed, spaces are collapsed; then they are equal (1) or not (0). Of several references the
 * best counts.
 *
 * <p>Source: the SQuAD v1.1 evaluation script, {@code normalize_answer} and {@code exact_match_score} (Rajpurkar et al. 2016).
 */
public final class ExactMatch implements TextScorer {

    @Override
    public String name() {
        return GroundTruth.EXACT_MATCH;
    }

    @Override
    public double score(String output, List<String> references) {
        List<String> given = SquadText.words(output);
        return references.stream().map(SquadText::words).anyMatch(given::equals) ? 1 : 0;
    }
}
