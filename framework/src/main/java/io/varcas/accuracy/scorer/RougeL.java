package io.varcas.accuracy.scorer;

import io.varcas.accuracy.TextScorer;
import io.varcas.annotation.GroundTruth;
import java.util.List;

/**
 * ROUGE-L: the F-measure (precision and recall weighted alike) of the longest common subsequence of words. Texts are
 * lower-cased and everything but {@code a-z0-9} separates words, so a text in another script has no words and scores 0. Of
 * several references the best counts.
 *
 * <p>Source: {@code rouge_score} 0.1.2 of google-research, {@code rougeL} with {@code use_stemmer=False}. There is no stemming and
 * no splitting into sentences, so the figures are not those of MLPerf's script, which does both.
 */
public final class RougeL implements TextScorer {

    @Override
    public String name() {
        return GroundTruth.ROUGE_L;
    }

    @Override
    public double score(String output, List<String> references) {
        List<String> given = RougeText.words(output);
        return RougeText.best(references, reference -> {
            Vocabulary vocabulary = new Vocabulary();
            int[] left = vocabulary.numbers(given);
            int[] right = vocabulary.numbers(RougeText.words(reference));
            return RougeText.fMeasure(length(left, right), left.length, right.length);
        });
    }

    /** Returns the length of the longest common subsequence, in memory for one row. */
    private static int length(int[] a, int[] b) {
        int[] row = new int[b.length + 1];
        for (int word : a) {
            int diagonal = 0;
            for (int j = 1; j <= b.length; j++) {
                int above = row[j];
                row[j] = word == b[j - 1] ? diagonal + 1 : Math.max(above, row[j - 1]);
                diagonal = above;
            }
        }
        return row[b.length];
    }
}
