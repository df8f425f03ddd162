package io.varcas.processor.check;

import io.varcas.annotation.Measurement;
import io.varcas.annotation.Warmup;
import io.varcas.processor.model.AnnotationPlace;
import io.varcas.processor.model.AnnotationUse;
import io.varcas.processor.model.WorkloadSource;
import io.varcas.processor.resolve.SettingUse;
import io.varcas.setting.type.Durations;
import io.varcas.setting.type.SettingException;
import java.time.Duration;
import java.util.Optional;

/** Every value must keep the rule of its setting, also where another replaces it. */
final class SettingRule implements Rule {

    private static final Duration SUSPICIOUS = Duration.ofHours(1);

    @Override
    public void check(WorkloadSource source, Violations faults) {
        for (AnnotationPlace place : source.places()) {
            for (AnnotationUse use : place.uses()) {
                SettingUse.of(use).forEach(setting -> check(setting, faults));
                timeUnit(use, faults);
                longTime(use, faults);
            }
        }
    }

    private static void check(SettingUse setting, Violations faults) {
        try {
            setting.check();
        } catch (SettingException fault) {
            faults.add(Message.SET001, setting.position(), fault.getMessage());
        }
    }

    private static void timeUnit(AnnotationUse use, Violations faults) {
        use.member("timeUnit")
                .filter(unit -> use.member("time").isEmpty())
                .ifPresent(unit -> faults.add(
                        Message.SET002,
                        unit.position(),
                        unit.text(),
                        use.type().substring(use.type().lastIndexOf('.') + 1),
                        unit.text()));
    }

    /** A bare number is in seconds; one of an hour and more was probably meant in milliseconds. */
    private static void longTime(AnnotationUse use, Violations faults) {
        boolean hasUnit = use.member("timeUnit").isPresent();
        if (hasUnit || !(use.is(Warmup.class) || use.is(Measurement.class))) {
            return;
        }
        for (SettingUse setting : SettingUse.of(use)) {
            time(setting)
                    .filter(time -> time.compareTo(SUSPICIOUS) >= 0)
                    .ifPresent(time ->
                            faults.add(Message.SET003, setting.position(), setting.text(), Durations.format(time)));
        }
    }

    /** Returns the value if it is a time that keeps its rule. */
    private static Optional<Duration> time(SettingUse setting) {
        try {
            return setting.setting().parse(setting.text()) instanceof Duration time
                    ? Optional.of(time)
                    : Optional.empty();
        } catch (SettingException broken) {
            return Optional.empty();
        }
    }
}
