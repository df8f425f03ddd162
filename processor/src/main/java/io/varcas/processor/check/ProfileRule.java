package io.varcas.processor.check;

import io.varcas.annotation.Profile;
import io.varcas.processor.model.WorkloadSource;
import io.varcas.processor.model.WrittenValue;
import io.varcas.profiler.Profiler;
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

    private static String withoutOptions(String written) {
        int colon = written.indexOf(':');
        return colon < 0 ? written : written.substring(0, colon);
    }

    private void check(List<WrittenValue> names, Violations faults) {
        Set<String> seen = new HashSet<>();
        for (WrittenValue name : names) {
            if (seen.add(name.text())) {
                profiler.check(withoutOptions(name.text()), name, faults);
            } else {
                faults.add(Message.PRO003, name.position(), name.text());
            }
        }
    }
}
