package io.varcas.processor.check;

import io.varcas.annotation.Sla;
import io.varcas.processor.model.AnnotationPlace;
import io.varcas.processor.model.WorkloadSource;
import io.varcas.processor.resolve.ObjectiveUse;
import io.varcas.sla.Objective;
import io.varcas.sla.Objective.Direction;
import java.util.List;

/** Objectives must not repeat or exclude each other; those that are wrong in themselves are left to {@link SlaRule}. */
final class SlaSetRule implements Rule {

    @Override
    public void check(WorkloadSource source, Violations faults) {
        source.places().forEach(place -> repetitions(place, faults));
        if (!ObjectiveUse.all(source).stream().allMatch(ObjectiveUse::isSound)) {
            return;
        }
        List<ObjectiveUse> objectives = ObjectiveUse.effective(source);
        for (ObjectiveUse least : objectives) {
            objectives.stream()
                    .filter(most -> least.direction() == Direction.AT_LEAST && most.direction() == Direction.AT_MOST)
                    .forEach(most -> exclusion(most, least, faults));
        }
    }

    private static void repetitions(AnnotationPlace place, Violations faults) {
        List<ObjectiveUse> objectives = place.uses(Sla.class)
                .map(ObjectiveUse::new)
                .filter(objective -> objective.bound().isPresent())
                .toList();
        for (int i = 1; i < objectives.size(); i++) {
            ObjectiveUse second = objectives.get(i);
            if (objectives.subList(0, i).stream().anyMatch(second::competesWith)) {
                faults.add(
                        Message.SLA007,
                        second.metric().position(),
                        second.direction().word(),
                        second.metric().text());
            }
        }
    }

    private static void exclusion(ObjectiveUse most, ObjectiveUse least, Violations faults) {
        Objective upper = most.toObjective();
        Objective lower = least.toObjective();
        if (upper.subject().equals(lower.subject()) && lower.bound() > upper.bound()) {
            faults.add(
                    Message.SLA008,
                    least.bound().orElseThrow().position(),
                    upper.subject(),
                    most.bound().orElseThrow().text(),
                    least.bound().orElseThrow().text());
        }
    }
}
