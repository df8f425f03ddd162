package io.varcas.accuracy.scorer;

import io.varcas.accuracy.Attempt;
import io.varcas.accuracy.Grade;
import io.varcas.accuracy.GroundTruthItem;
import io.varcas.accuracy.Scorer;
import io.varcas.annotation.GroundTruth;

/**
 * Reported tokens: the smaller of the output tokens that the server reports and those that its tokenizer counts in the text
 * ({@code /tokenize}), divided by the larger. Differences of up to 2 tokens score 1: the tokens that begin and end a text are in one
 * count and not in the other.
 */
public final class ReportedTokens implements Scorer {

    private static final int TOLERATED = 2;

    @Override
    public String name() {
        return GroundTruth.REPORTED_TOKENS;
    }

    @Override
    public boolean countsTokens() {
        return true;
    }

    @Override
    public Grade grade(GroundTruthItem item, Attempt.Answered output) {
        if (output.tokens().isEmpty()) {
            return new Grade.Failed("the server reports no usage");
        }
        if (output.countedTokens().isEmpty()) {
            return new Grade.Failed("the server does not count tokens (/tokenize)");
        }
        int reported = output.tokens().getAsInt();
        int counted = output.countedTokens().getAsInt();
        double score = Math.abs(reported - counted) <= TOLERATED
                ? 1
                : (double) Math.min(reported, counted) / Math.max(reported, counted);
        return new Grade.Scored(score, reported + " reported, " + counted + " counted");
    }
}
