package io.varcas.processor.check;

import io.varcas.processor.model.WorkloadSource;
import io.varcas.processor.model.WrittenValue;
import io.varcas.processor.resolve.SpecResolver;
import java.util.regex.Pattern;

/** Results are filed under the workload's name, and it is typed on command lines. */
final class NameRule implements Rule {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]*");

    @Override
    public void check(WorkloadSource source, Violations faults) {
        SpecResolver.name(source)
                .filter(name -> !NAME.matcher(name.text()).matches())
                .ifPresent(name -> faults.add(Message.CLS011, name.position(), name.text(), proposal(source, name)));
    }

    private static String proposal(WorkloadSource source, WrittenValue name) {
        String clean = name.text().replaceAll("[^\\p{L}\\p{N}._-]+", "-").replaceAll("^[._-]+|[._-]+$", "");
        return clean.isEmpty() ? source.shape().ref().simpleName() : clean;
    }
}
