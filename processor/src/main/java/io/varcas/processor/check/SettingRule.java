package io.varcas.processor.check;

import io.varcas.processor.model.AnnotationPlace;
import io.varcas.processor.model.AnnotationUse;
import io.varcas.processor.model.WorkloadSource;
import io.varcas.processor.resolve.SettingUse;
import io.varcas.setting.SettingException;

/** Every value must keep the rule of its setting, also where another replaces it. */
final class SettingRule implements Rule {

    @Override
    public void check(WorkloadSource source, Faults faults) {
        for (AnnotationPlace place : source.places()) {
            for (AnnotationUse use : place.uses()) {
                SettingUse.of(use).forEach(setting -> check(setting, faults));
                timeUnit(use, faults);
            }
        }
    }

    private static void check(SettingUse setting, Faults faults) {
        try {
            setting.check();
        } catch (SettingException fault) {
            faults.add(Message.SET001, setting.position(), fault.getMessage());
        }
    }

    private static void timeUnit(AnnotationUse use, Faults faults) {
        use.member("timeUnit")
                .filter(unit -> use.member("time").isEmpty())
                .ifPresent(unit -> faults.add(
                        Message.SET002,
                        unit.position(),
                        unit.text(),
                        use.type().substring(use.type().lastIndexOf('.') + 1),
                        unit.text()));
    }
}
