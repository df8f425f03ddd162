package io.varcas.processor.check;

import io.varcas.annotation.GroundTruth;
import io.varcas.processor.model.WorkloadSource;
import io.varcas.processor.model.WrittenValue;

/** The dataset of a ground-truth check must be there before an hour of load was spent on it. */
final class DatasetRule implements Rule {

    private final ResourceLookup resources;

    DatasetRule(ResourceLookup resources) {
        this.resources = resources;
    }

    @Override
    public void check(WorkloadSource source, Violations faults) {
        source.uses(GroundTruth.class)
                .findFirst()
                .ifPresent(use -> source.nearest(GroundTruth.class, "dataset")
                        .ifPresentOrElse(
                                dataset -> check(dataset, faults), () -> faults.add(Message.GTR001, use.position())));
    }

    private void check(WrittenValue dataset, Violations faults) {
        String name = dataset.text();
        if (resources.exists(name)) {
            return;
        }
        String relative = name.replaceFirst("^(classpath:)?(\\.{0,2}/)*", "");
        faults.add(
                Message.GTR006,
                dataset.position(),
                name,
                !relative.equals(name) && resources.exists(relative)
                        ? "; did you mean \"" + relative + "\"?"
                        : "; with Maven put it at src/main/resources/" + relative);
    }
}
