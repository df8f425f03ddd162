package io.varcas.processor.check;

import io.varcas.annotation.Unit;
import io.varcas.metric.Metric;
import io.varcas.processor.model.WorkloadSource;
import io.varcas.processor.resolve.ObjectiveUse;
import io.varcas.sla.Objective.Direction;

/** An objective that is sound, but says the contrary of what its author can want, is worth a warning. */
final class SlaPlausibleRule implements Rule {

    @Override
    public void check(WorkloadSource source, Violations faults) {
        for (ObjectiveUse objective : ObjectiveUse.all(source)) {
            if (objective.isSound()) {
                Metric metric = objective.subject().orElseThrow().key().metric();
                direction(objective, metric, faults);
                seconds(objective, metric, faults);
            }
        }
    }

    /** Objectives on a bound of nothing are there to say that something was measured at all. */
    private static void direction(ObjectiveUse objective, Metric metric, Violations faults) {
        Direction direction = objective.direction();
        boolean lower = metric.better() == Metric.Better.LOWER && direction == Direction.AT_LEAST;
        boolean higher = metric.better() == Metric.Better.HIGHER && direction == Direction.AT_MOST;
        if ((lower || higher) && objective.boundInUnit() != 0) {
            faults.add(
                    Message.SLA014,
                    objective.bound().orElseThrow().position(),
                    objective.metric().text(),
                    direction.word(),
                    objective.bound().orElseThrow().text(),
                    lower ? "lower" : "higher",
                    (lower ? Direction.AT_MOST : Direction.AT_LEAST).word());
        }
    }

    /** What people wait for takes milliseconds; a bound below one was probably thought of in seconds. */
    private static void seconds(ObjectiveUse objective, Metric metric, Violations faults) {
        boolean milliseconds = metric.unit() == Unit.MILLISECONDS || metric.unit() == Unit.MILLISECONDS_PER_TOKEN;
        boolean doubtful = metric.countsFailures()
                && milliseconds
                && objective.unit() == Unit.OWN
                && objective.direction() == Direction.AT_MOST
                && objective.boundInUnit() > 0
                && objective.boundInUnit() < 1;
        if (doubtful) {
            faults.add(
                    Message.SLA013,
                    objective.bound().orElseThrow().position(),
                    objective.metric().text(),
                    objective.bound().orElseThrow().text());
        }
    }
}
