package io.varcas.processor.resolve;

import io.varcas.annotation.Severity;
import io.varcas.annotation.Sla;
import io.varcas.annotation.Unit;
import io.varcas.processor.model.AnnotationUse;
import io.varcas.processor.model.WorkloadSource;
import io.varcas.processor.model.WrittenValue;
import io.varcas.sla.Objective;
import io.varcas.sla.Objective.Direction;
import io.varcas.sla.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A {@code @Sla} as it was written; not yet checked.
 *
 * @param use the annotation
 */
public record ObjectiveUse(AnnotationUse use) {

    /** Returns all objectives of a class, nearest first, those that others replace among them. */
    public static List<ObjectiveUse> all(WorkloadSource source) {
        return source.uses(Sla.class).map(ObjectiveUse::new).toList();
    }

    /** Returns the objectives that count: of those on one metric and direction, the nearest. They must be free of faults. */
    public static List<ObjectiveUse> effective(WorkloadSource source) {
        List<ObjectiveUse> effective = new ArrayList<>();
        for (ObjectiveUse objective : all(source)) {
            if (effective.stream().noneMatch(objective::competesWith)) {
                effective.add(objective);
            }
        }
        return effective;
    }

    /** Returns the metric's name. */
    public WrittenValue metric() {
        return use.member("metric")
                .orElseThrow(() -> new IllegalStateException("the compiler accepts no @Sla without a metric"));
    }

    /** Returns the number that the name stands for, if there is one. */
    public Optional<Subject> subject() {
        return Subject.all()
                .filter(subject -> subject.label().equals(metric().text()))
                .findFirst();
    }

    /** Returns the upper bound, if it was written. */
    public Optional<WrittenValue> atMost() {
        return use.member("atMost");
    }

    /** Returns the lower bound, if it was written. */
    public Optional<WrittenValue> atLeast() {
        return use.member("atLeast");
    }

    /** Returns the one bound. */
    public Optional<WrittenValue> bound() {
        return atMost().or(this::atLeast);
    }

    /** Returns the unit. */
    public Unit unit() {
        return use.member("unit").map(unit -> Unit.valueOf(unit.text())).orElse(Unit.OWN);
    }

    /** Returns the direction, given that there is one bound. */
    public Direction direction() {
        return atMost().isPresent() ? Direction.AT_MOST : Direction.AT_LEAST;
    }

    /** Returns whether both are about the same metric in the same direction. */
    public boolean competesWith(ObjectiveUse other) {
        return metric().text().equals(other.metric().text()) && direction() == other.direction();
    }

    /** Returns the bound in the unit that was written. */
    public double boundInUnit() {
        return Double.parseDouble(bound().orElseThrow().text());
    }

    /** Returns whether there is no fault in it by itself, so that it can be laid beside others. */
    public boolean isSound() {
        return subject().filter(subject -> unit().fits(subject.unit())).isPresent()
                && atMost().isPresent() != atLeast().isPresent()
                && Double.isFinite(boundInUnit());
    }

    /** Returns the objective; it must be sound. */
    public Objective toObjective() {
        return Objective.of(metric().text(), direction(), boundInUnit(), unit(), reason())
                .withSeverity(severity())
                .withMinSamples(Math.max(0, minSamples()));
    }

    /** Returns what it means that it is not met. */
    public Severity severity() {
        return use.member("severity")
                .map(severity -> Severity.valueOf(severity.text()))
                .orElse(Severity.FAIL);
    }

    /** Returns the fewest samples that may decide it. */
    public int minSamples() {
        return use.member("minSamples")
                .map(samples -> Integer.parseInt(samples.text()))
                .orElse(0);
    }

    /** Returns the reason; empty if none was given. */
    public String reason() {
        return use.member("reason").map(WrittenValue::text).orElse("");
    }
}
