package io.varcas.accuracy.scorer;

import java.util.List;

/** The F-measure of shared n-grams of words, {@code rougeN} of {@code rouge_score}. */
final class RougeN {

    private RougeN() {}

    static double score(int order, String output, List<String> references) {
        List<String> given = RougeText.words(output);
        return RougeText.best(references, reference -> {
            Vocabulary vocabulary = new Vocabulary();
            int[] left = vocabulary.numbers(given);
            int[] right = vocabulary.numbers(RougeText.words(reference));
            Ngrams ngrams = new Ngrams(vocabulary.size(), left, right);
            for (int n = 1; n < order; n++) {
                ngrams.lengthen();
            }
            return RougeText.fMeasure(ngrams.matches(0, 1), ngrams.size(0), ngrams.size(1));
        });
    }
}
