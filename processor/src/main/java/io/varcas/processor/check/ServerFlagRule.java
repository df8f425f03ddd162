package io.varcas.processor.check;

import io.varcas.annotation.ServerFlag;
import io.varcas.launch.KnownFlags;
import io.varcas.processor.model.AnnotationPlace;
import io.varcas.processor.model.WorkloadSource;
import io.varcas.processor.model.WrittenValue;
import io.varcas.processor.resolve.ServerFlagUse;
import io.varcas.setting.FlagSettings;
import io.varcas.setting.type.SettingException;
import io.varcas.validation.DidYouMean;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A flag of the server has the name of a flag, once in a place, and a value; one that vLLM is not known to have is worth a warning. */
final class ServerFlagRule implements Rule {

    @Override
    public void check(WorkloadSource source, Violations faults) {
        for (AnnotationPlace place : source.places()) {
            Set<String> seen = new HashSet<>();
            for (ServerFlagUse flag :
                    place.uses(ServerFlag.class).map(ServerFlagUse::new).toList()) {
                if (!seen.add(flag.setting())) {
                    faults.add(
                            Message.FLG003, flag.name().position(), flag.name().text());
                } else {
                    check(flag, faults);
                }
            }
        }
    }

    private static void check(ServerFlagUse flag, Violations faults) {
        List<WrittenValue> values = flag.values();
        if (values.isEmpty()) {
            faults.add(
                    Message.FLG001,
                    flag.name().position(),
                    "server flag " + flag.name().text() + " has no value");
            return;
        }
        for (WrittenValue value : values) {
            try {
                FlagSettings.check(flag.setting(), value.text());
            } catch (SettingException wrong) {
                boolean ofValue = value.text().isBlank();
                faults.add(
                        Message.FLG001, (ofValue ? value : flag.name()).position(), String.valueOf(wrong.getMessage()));
                return;
            }
        }
        String name = flag.setting().substring(FlagSettings.PREFIX.length());
        if (!KnownFlags.contains(name)) {
            faults.add(
                    Message.FLG002,
                    flag.name().position(),
                    flag.name().text(),
                    KnownFlags.VERSION,
                    DidYouMean.to(name, KnownFlags.names())
                            .map(nearest -> "; did you mean \"" + nearest + "\"?")
                            .orElse("; another version may have it"));
        }
    }
}
