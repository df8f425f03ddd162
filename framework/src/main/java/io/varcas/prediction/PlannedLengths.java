package io.varcas.prediction;

import io.varcas.workload.TrafficPart;
import io.varcas.workload.WorkloadPlan;
import java.util.function.ToDoubleFunction;

/** Mean lengths of a plan's requests, over the parts of a mix by their weight. */
final class PlannedLengths {

    private PlannedLengths() {}

    /** Returns the mean tokens of a prompt. */
    static double meanInput(WorkloadPlan plan) {
        return mean(plan, part -> part.input().clampedMean());
    }

    /** Returns the mean tokens of an output. */
    static double meanOutput(WorkloadPlan plan) {
        return mean(plan, part -> part.output().clampedMean());
    }

    private static double mean(WorkloadPlan plan, ToDoubleFunction<TrafficPart> length) {
        double weights = plan.parts().stream().mapToDouble(TrafficPart::weight).sum();
        return plan.parts().stream()
                .mapToDouble(part -> part.weight() / weights * length.applyAsDouble(part))
                .sum();
    }
}
