package io.varcas.accuracy;

import java.util.List;

/**
 * A scorer of a whole set of outputs: its score comes from counts that are summed over the outputs, and is not the mean of their own
 * scores.
 */
public interface CorpusScorer extends TextScorer {

    /** The number of references in a signature when it differs from item to item. */
    int VARYING = 0;

    /**
     * Counts an output.
     *
     * @param output text of the output; may be empty
     * @param references at least one correct text
     * @return the counts; always as many of them, in the same order
     */
    double[] counts(String output, List<String> references);

    /**
     * Returns the score of a set of outputs, from 0 to 1.
     *
     * @param counts sums of the counts of its outputs
     */
    double corpusScore(double[] counts);

    /**
     * Returns the parameters of the score in the notation of its reference implementation.
     *
     * @param references number of references of each item, or {@link #VARYING}
     */
    String signature(int references);
}
