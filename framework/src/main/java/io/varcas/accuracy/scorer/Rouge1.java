package io.varcas.accuracy.scorer;

import io.varcas.accuracy.TextScorer;
import io.varcas.annotation.GroundTruth;
import java.util.List;

/**
 * ROUGE-1: the F-measure of the shared n-grams of order 1, each word counted at most as often as it is in both texts. Of several
 * references the best counts; see {@link RougeL} for what a word is.
 */
public final class Rouge1 implements TextScorer {

    @Override
    public String name() {
        return GroundTruth.ROUGE_1;
    }

    @Override
    public double score(String output, List<String> references) {
        return RougeN.score(1, output, references);
    }
}
