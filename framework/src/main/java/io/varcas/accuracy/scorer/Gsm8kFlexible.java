package io.varcas.accuracy.scorer;

import io.varcas.accuracy.Attempt;
import io.varcas.accuracy.Grade;
import io.varcas.accuracy.GroundTruthItem;
import io.varcas.accuracy.Scorer;
import io.varcas.annotation.GroundTruth;

/** Numeric result, flexible: the last number of the output equals that of the reference, as {@link Gsm8k} compares them. */
public final class Gsm8kFlexible implements Scorer {

    @Override
    public String name() {
        return GroundTruth.GSM8K_FLEXIBLE;
    }

    @Override
    public Grade grade(GroundTruthItem item, Attempt.Answered output) {
        return Gsm8k.flexible(output.text())
                .map(number -> Grade.of(Gsm8k.matches(number, item.references()), "found " + number))
                .orElseGet(() -> new Grade.Scored(0, "no number"));
    }
}
