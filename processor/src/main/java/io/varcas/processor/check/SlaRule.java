package io.varcas.processor.check;

import io.varcas.annotation.Unit;
import io.varcas.processor.model.SourcePosition;
import io.varcas.processor.model.WorkloadSource;
import io.varcas.processor.model.WrittenValue;
import io.varcas.processor.resolve.ObjectiveUse;
import io.varcas.sla.Subject;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Collectors;

/** An objective must name a metric there is, one bound, and a unit that fits. */
final class SlaRule implements Rule {

    @Override
    public void check(WorkloadSource source, Violations faults) {
        ObjectiveUse.all(source).forEach(objective -> check(objective, faults));
    }

    private static void check(ObjectiveUse objective, Violations faults) {
        objective
                .subject()
                .ifPresentOrElse(
                        subject -> unitAndRange(objective, subject.unit(), faults), () -> unknown(objective, faults));
        String metric = objective.metric().text();
        if (objective.minSamples() < 0) {
            faults.add(
                    Message.SLA012,
                    objective.use().member("minSamples").orElseThrow().position(),
                    objective.minSamples(),
                    metric);
        }
        if (objective.bound().isEmpty()) {
            faults.add(Message.SLA001, objective.use().position(), metric);
        }
        objective.atMost().ifPresent(most -> {
            bound("atMost", most, metric, faults);
            objective
                    .atLeast()
                    .ifPresent(
                            least -> faults.add(Message.SLA002, least.position(), metric, most.text(), least.text()));
        });
        objective.atLeast().ifPresent(least -> bound("atLeast", least, metric, faults));
    }

    private static void unknown(ObjectiveUse objective, Violations faults) {
        try {
            Subject.parse(objective.metric().text());
        } catch (IllegalArgumentException fault) {
            faults.add(Message.SLA004, objective.metric().position(), fault.getMessage());
        }
    }

    private static void bound(String direction, WrittenValue bound, String metric, Violations faults) {
        double value = Double.parseDouble(bound.text());
        if (!Double.isFinite(value) || value < 0) {
            String hint = value < 0 && Double.isFinite(value)
                    ? "; did you mean " + bound.text().substring(1) + "?"
                    : "";
            faults.add(Message.SLA005, bound.position(), direction, bound.text(), metric, hint);
        }
    }

    private static void unitAndRange(ObjectiveUse objective, Unit own, Violations faults) {
        if (!objective.unit().fits(own)) {
            SourcePosition position =
                    objective.use().member("unit").orElseThrow().position();
            faults.add(
                    Message.SLA003,
                    position,
                    objective.unit(),
                    objective.metric().text(),
                    own,
                    fitting(own));
            return;
        }
        if (own == Unit.RATIO) {
            objective
                    .bound()
                    .filter(bound -> isBeyondOne(objective))
                    .ifPresent(bound -> faults.add(
                            Message.SLA006,
                            bound.position(),
                            objective.direction().word(),
                            bound.text(),
                            objective.metric().text(),
                            share(objective, bound.text())));
        }
    }

    /** Someone who writes 75 for a share means a percentage. */
    private static String share(ObjectiveUse objective, String bound) {
        BigDecimal share = new BigDecimal(bound).movePointLeft(2).stripTrailingZeros();
        return objective.unit() == Unit.PERCENT || share.compareTo(BigDecimal.ONE) > 0
                ? ""
                : "; did you mean " + share.toPlainString() + ", or unit = PERCENT?";
    }

    private static boolean isBeyondOne(ObjectiveUse objective) {
        double value = objective.boundInUnit();
        return Double.isFinite(value) && objective.unit().to(Unit.RATIO, value) > 1;
    }

    private static String fitting(Unit own) {
        return Arrays.stream(Unit.values())
                .filter(unit -> unit != Unit.OWN && unit.fits(own))
                .map(Unit::name)
                .collect(Collectors.joining(", "));
    }
}
