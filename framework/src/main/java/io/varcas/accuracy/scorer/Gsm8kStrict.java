package io.varcas.accuracy.scorer;

import io.varcas.accuracy.Attempt;
import io.varcas.accuracy.Grade;
import io.varcas.accuracy.GroundTruthItem;
import io.varcas.accuracy.Scorer;
import io.varcas.annotation.GroundTruth;

/** Numeric result, strict: the first number after {@code ####} equals that of the reference, as {@link Gsm8k} compares them. */
public final class Gsm8kStrict implements Scorer {

    @Override
    public String name() {
        return GroundTruth.GSM8K_STRICT;
    }

    @Override
    public Grade grade(GroundTruthItem item, Attempt.Answered output) {
        return Gsm8k.strict(output.text())
                .map(number -> Grade.of(Gsm8k.matches(number, item.references()), "found " + number))
                .orElseGet(() -> new Grade.Scored(0, "no \"#### \" with a number"));
    }
}
