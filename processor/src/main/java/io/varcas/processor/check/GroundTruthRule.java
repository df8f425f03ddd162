package io.varcas.processor.check;

import io.varcas.accuracy.Scorer;
import io.varcas.annotation.GroundTruth;
import io.varcas.processor.model.WorkloadSource;

/** The scorers of a ground truth are ones that there are. */
final class GroundTruthRule implements Rule {

    private final NamedClass scorer;

    GroundTruthRule(TypeLookup types) {
        this.scorer = new NamedClass(GroundTruth.class, Scorer.extensions(), Message.GTR002, Message.GTR003, types);
    }

    @Override
    public void check(WorkloadSource source, Violations faults) {
        source.uses(GroundTruth.class)
                .flatMap(use -> use.member("scorer").stream())
                .flatMap(names -> names.entries().stream())
                .forEach(name -> scorer.check(name, faults));
    }
}
