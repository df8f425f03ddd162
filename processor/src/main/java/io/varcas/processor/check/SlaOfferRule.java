package io.varcas.processor.check;

import io.varcas.metric.Metric;
import io.varcas.processor.model.WorkloadSource;
import io.varcas.processor.resolve.ObjectiveUse;
import io.varcas.processor.resolve.SettingUse;
import io.varcas.processor.resolve.WrittenSettings;
import io.varcas.setting.Settings;
import io.varcas.setting.type.SettingException;
import io.varcas.sla.Objective.Direction;
import java.util.Optional;
import java.util.Set;

/** No more requests can be answered than are asked: an objective beyond the offered rate is broken however good the server is. */
final class SlaOfferRule implements Rule {

    private static final Set<Metric> LIMITED = Set.of(
            Metric.GOODPUT,
            Metric.THROUGHPUT_REQUESTS,
            Metric.RATE_OFFERED,
            Metric.RATE_STARTED,
            Metric.RATE_COMPLETED);

    @Override
    public void check(WorkloadSource source, Violations faults) {
        boolean swept = source.params().stream().anyMatch(param -> param.name().equals(Settings.RATE.name()));
        if (swept) {
            return;
        }
        WrittenSettings.of(source)
                .find(Settings.RATE)
                .flatMap(SlaOfferRule::rate)
                .ifPresent(rate -> ObjectiveUse.all(source).forEach(objective -> check(objective, rate, faults)));
    }

    private static void check(ObjectiveUse objective, double rate, Violations faults) {
        boolean limited = objective
                .subject()
                .filter(subject -> LIMITED.contains(subject.key().metric()))
                .isPresent();
        if (limited
                && objective.isSound()
                && objective.direction() == Direction.AT_LEAST
                && objective.toObjective().bound() > rate) {
            faults.add(
                    Message.SLA011,
                    objective.atLeast().orElseThrow().position(),
                    objective.metric().text(),
                    objective.atLeast().orElseThrow().text(),
                    Settings.RATE.format(rate));
        }
    }

    /** A rate that breaks its own rule is left to that. */
    private static Optional<Double> rate(SettingUse use) {
        try {
            return Optional.of(Settings.RATE.parse(use.text()));
        } catch (SettingException broken) {
            return Optional.empty();
        }
    }
}
