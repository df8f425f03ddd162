package io.varcas.accuracy;

import java.util.List;

/** A scorer that needs nothing but the texts of the output and of its references. */
public interface TextScorer extends Scorer {

    /**
     * Grades an output.
     *
     * @param output text of the output; may be empty
     * @param references at least one correct text
     * @return a score from 0 (wrong) to 1 (correct)
     */
    double score(String output, List<String> references);

    @Override
    default Grade grade(GroundTruthItem item, Attempt.Answered output) {
        return new Grade.Scored(score(output.text(), item.references()));
    }
}
