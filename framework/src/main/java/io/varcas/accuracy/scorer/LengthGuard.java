package io.varcas.accuracy.scorer;

import io.varcas.accuracy.Attempt;
import io.varcas.accuracy.Grade;
import io.varcas.accuracy.GroundTruthItem;
import io.varcas.accuracy.Scorer;
import io.varcas.annotation.GroundTruth;

/**
 * Length guard: the shorter of output and reference divided by the longer, in tokens where the server reports them and the item has
 * {@code reference_tokens}, else in words. Mean scores of 0.9 and more correspond to MLPerf's guard, which demands more than 90 % of
 * the reference's length (MLCommons inference policies, 2026-07). Of several references the nearest counts.
 */
public final class LengthGuard implements Scorer {

    @Override
    public String name() {
        return GroundTruth.LENGTH;
    }

    @Override
    public Grade grade(GroundTruthItem item, Attempt.Answered output) {
        if (output.tokens().isPresent() && item.extras().referenceTokens().isPresent()) {
            return grade(
                    output.tokens().getAsInt(), item.extras().referenceTokens().getAsInt(), "tokens");
        }
        int given = words(output.text());
        int nearest = item.references().stream()
                .map(LengthGuard::words)
                .reduce((a, b) -> ratio(given, a) >= ratio(given, b) ? a : b)
                .orElseThrow();
        return grade(given, nearest, "words");
    }

    private static Grade grade(int given, int wanted, String unit) {
        return new Grade.Scored(ratio(given, wanted), given + " " + unit + ", the reference has " + wanted);
    }

    private static int words(String text) {
        return Whitespace.split(text).size();
    }

    private static double ratio(int a, int b) {
        return a == b ? 1 : (double) Math.min(a, b) / Math.max(a, b);
    }
}
