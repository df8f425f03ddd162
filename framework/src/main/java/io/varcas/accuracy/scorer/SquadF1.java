package io.varcas.accuracy.scorer;

import io.varcas.accuracy.TextScorer;
import io.varcas.annotation.GroundTruth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * SQuAD's F1: the harmonic mean of precision and recall of the words that both texts share, after the normalisation of
 * {@link ExactMatch}. Of several references the best counts. A text without words scores 0, as in version 1.1.
 *
 * <p>Source: the SQuAD v1.1 evaluation script, {@code f1_score} (Rajpurkar et al. 2016).
 */
public final class SquadF1 implements TextScorer {

    @Override
    public String name() {
        return GroundTruth.SQUAD_F1;
    }

    @Override
    public double score(String output, List<String> references) {
        List<String> given = SquadText.words(output);
        return references.stream()
                .mapToDouble(reference -> f1(given, SquadText.words(reference)))
                .max()
                .orElseThrow();
    }

    private static double f1(List<String> given, List<String> wanted) {
        Map<String, Integer> left = new HashMap<>();
        wanted.forEach(word -> left.merge(word, 1, Integer::sum));
        int same = 0;
        for (String word : given) {
            if (left.merge(word, -1, Integer::sum) >= 0) {
                same++;
            }
        }
        return same == 0 ? 0 : 2.0 * same / (given.size() + wanted.size());
    }
}
