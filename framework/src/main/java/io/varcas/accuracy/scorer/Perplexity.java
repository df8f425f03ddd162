package io.varcas.accuracy.scorer;

import io.varcas.accuracy.Attempt;
import io.varcas.accuracy.Grade;
import io.varcas.accuracy.GroundTruthItem;
import io.varcas.accuracy.Scorer;
import io.varcas.accuracy.drift.TokenProbabilities;
import io.varcas.annotation.GroundTruth;
import java.util.Locale;

/**
 * Log-probability drift: the geometric mean of the probabilities that the model gives to the tokens of prompt and first reference, which
 * is 1 divided by the perplexity of that text. The text is fixed, so that the difference between two servers is that of their
 * arithmetic; it is far more sensitive than the score of an output. The value itself depends on the text, and has no threshold.
 */
public final class Perplexity implements Scorer {

    @Override
    public String name() {
        return GroundTruth.PERPLEXITY;
    }

    @Override
    public boolean readsProbabilities() {
        return true;
    }

    @Override
    public Grade grade(GroundTruthItem item, Attempt.Answered output) {
        return output.probabilities()
                .map(TokenProbabilities::geometricMean)
                .<Grade>map(mean -> new Grade.Scored(mean, String.format(Locale.ROOT, "perplexity %.6g", 1 / mean)))
                .orElseGet(() ->
                        new Grade.Failed("the server did not tell the probabilities (prompt_logprobs), as under load"));
    }
}
