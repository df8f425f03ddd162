package io.varcas.processor.check;

import io.varcas.annotation.GroundTruth;
import io.varcas.annotation.Workload;
import io.varcas.metric.Metric;
import io.varcas.processor.model.WorkloadSource;
import io.varcas.processor.resolve.ObjectiveUse;
import io.varcas.sla.Subject;
import java.util.Set;

/** An objective that nothing in the workload measures is broken in every run. */
final class SlaMeasurableRule implements Rule {

    private static final Set<Metric> ACCURACY = Set.of(
            Metric.ACCURACY_SCORE,
            Metric.ACCURACY_PASS_RATE,
            Metric.ACCURACY_PASS_AT_1,
            Metric.ACCURACY_PASS_AT_5,
            Metric.ACCURACY_PASS_AT_10,
            Metric.ACCURACY_PASS_AT_100);
    private static final Set<Metric> STREAMED = Set.of(Metric.TPOT, Metric.ITL, Metric.STALL_MAX);

    @Override
    public void check(WorkloadSource source, Violations faults) {
        boolean judged = source.uses(GroundTruth.class).findAny().isPresent();
        boolean streamed = source.nearest(Workload.class, "streaming")
                .map(value -> value.text().equals("true"))
                .orElse(true);
        for (ObjectiveUse objective : ObjectiveUse.all(source)) {
            objective
                    .subject()
                    .filter(subject -> !subject.predicted())
                    .map(Subject::key)
                    .ifPresent(key -> {
                        if (!judged && ACCURACY.contains(key.metric())) {
                            faults.add(Message.SLA009, objective.metric().position(), key);
                        }
                        if (!streamed && STREAMED.contains(key.metric())) {
                            faults.add(Message.SLA010, objective.metric().position(), key);
                        }
                    });
        }
    }
}
