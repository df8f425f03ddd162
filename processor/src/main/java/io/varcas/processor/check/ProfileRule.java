package io.varcas.processor.check;

import io.varcas.annotation.Profile;
import io.varcas.processor.model.WorkloadSource;
import io.varcas.processor.model.WrittenValue;
import io.varcas.profiler.Profiler;
import io.varcas.profiler.ProfilerOptions;
import io.varcas.setting.type.SettingException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A profiler must be one there is. */
final class ProfileRule implements Rule {

    private final NamedClass profiler;

    ProfileRule(TypeLookup types) {
        this.profiler = new NamedClass(Profile.class, Profiler.extensions(), Message.PRO001, Message.PRO002, types);
    }

    @Override
    public void check(WorkloadSource source, Violations faults) {
        source.uses(Profile.class)
                .flatMap(use -> use.member("value").stream())
                .forEach(names -> check(names.entries(), faults));
    }

    private void check(WrittenValue written, Violations faults) {
        try {
            String name = ProfilerOptions.parse(written.text()).profiler();
            profiler.check(name, written, faults);
            if (isThere(name)) {
                Profiler.named(written.text(), ProfileRule.class.getClassLoader());
            }
        } catch (SettingException wrong) {
            faults.add(Message.PRO004, written.position(), String.valueOf(wrong.getMessage()));
        }
    }

    /** Returns whether it is on the processor's path; one that cannot be created there is refused at run time. */
    private static boolean isThere(String name) {
        try {
            return Profiler.extensions().all(ProfileRule.class.getClassLoader()).containsKey(name);
        } catch (SettingException | LinkageError unusable) {
            return false;
        }
    }

    private void check(List<WrittenValue> names, Violations faults) {
        Set<String> seen = new HashSet<>();
        for (WrittenValue name : names) {
            if (seen.add(name.text())) {
                check(name, faults);
            } else {
                faults.add(Message.PRO003, name.position(), name.text());
            }
        }
    }
}
