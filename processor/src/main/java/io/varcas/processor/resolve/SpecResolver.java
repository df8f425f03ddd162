package io.varcas.processor.resolve;

import io.varcas.annotation.Workload;
import io.varcas.processor.model.AnnotationPlace;
import io.varcas.processor.model.ParamField;
import io.varcas.processor.model.WorkloadSource;
import io.varcas.processor.model.WrittenValue;
import io.varcas.workload.Parameter;
import io.varcas.workload.WorkloadSpec;
import java.util.Optional;

/** Turns a class without faults into the specification that its runner states. */
public final class SpecResolver {

    private SpecResolver() {}

    /** Resolves a class. */
    public static WorkloadSpec resolve(WorkloadSource source) {
        WorkloadSpec.Builder spec = WorkloadSpec.of(
                source.shape().ref().binaryName(),
                name(source).map(WrittenValue::text).orElse(source.shape().ref().simpleName()));
        source.nearest(Workload.class, "description").map(WrittenValue::text).ifPresent(spec::description);
        WrittenSettings.of(source).all().forEach(use -> spec.set(use.setting().name(), use.canonicalText()));
        ServerFlagUse.effective(source).forEach(flag -> spec.set(flag.setting(), flag.text()));
        source.params().stream().map(SpecResolver::parameter).forEach(spec::parameter);
        ObjectiveUse.effective(source).stream().map(ObjectiveUse::toObjective).forEach(spec::objective);
        if (!source.prompts().isEmpty()) {
            spec.writesPrompts();
        }
        return spec.build();
    }

    /** Returns the name that the class itself was given, if any: names are not inherited. */
    public static Optional<WrittenValue> name(WorkloadSource source) {
        return source.places().stream()
                .filter(place -> place.kind() == AnnotationPlace.Kind.CLASS
                        && place.owner().equals(source.shape().ref().qualifiedName()))
                .flatMap(place -> place.uses(Workload.class))
                .flatMap(use -> use.set("name").stream())
                .findFirst();
    }

    /** Returns a parameter as the framework knows it; it must have a value. */
    public static Parameter parameter(ParamField field) {
        return new Parameter(field.name(), field.type(), field.effectiveValues(), field.choices());
    }
}
