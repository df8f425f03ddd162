package io.varcas.accuracy;

import java.util.List;
import java.util.Optional;

/**
 * The score of all outputs together by a {@link CorpusScorer}.
 *
 * @param scorer name of the scorer
 * @param score 0 to 1
 * @param signature parameters of the score, in the notation of its reference implementation
 */
public record CorpusScore(String scorer, double score, String signature) {

    /** Computes the score of the complete outputs; empty if there is none. */
    static Optional<CorpusScore> of(CorpusScorer scorer, List<ItemResult> items) {
        double[] sums = new double[0];
        int references = -1;
        for (ItemResult item : items) {
            Optional<ItemDetail> detail = item.detail();
            if (item.answer().isEmpty() || detail.isEmpty()) {
                continue;
            }
            List<String> wanted = detail.get().references();
            double[] counts = scorer.counts(item.answer().get(), wanted);
            if (sums.length == 0) {
                sums = new double[counts.length];
                references = wanted.size();
            } else if (references != wanted.size()) {
                references = CorpusScorer.VARYING;
            }
            for (int i = 0; i < counts.length; i++) {
                sums[i] += counts[i];
            }
        }
        return sums.length == 0
                ? Optional.empty()
                : Optional.of(new CorpusScore(scorer.name(), scorer.corpusScore(sums), scorer.signature(references)));
    }
}
