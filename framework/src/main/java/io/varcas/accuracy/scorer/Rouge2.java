package io.varcas.accuracy.scorer;

import io.varcas.accuracy.TextScorer;
import io.varcas.annotation.GroundTruth;
import java.util.List;

/**
 * ROUGE-2: the F-measure of the shared n-grams of order 2, each pair of successive words counted at most as often as it is in both texts. Of several
 * references the best counts; see {@link RougeL} for what a word is.
 */
public final class Rouge2 implements TextScorer {

    @Override
    public String name() {
        return GroundTruth.ROUGE_2;
    }

    @Override
    public double score(String output, List<String> references) {
        return RougeN.score(2, output, references);
    }
}
