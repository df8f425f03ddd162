package io.varcas.processor.resolve;

import io.varcas.annotation.GroundTruth;
import io.varcas.annotation.Profile;
import io.varcas.annotation.Workload;
import io.varcas.processor.model.AnnotationPlace;
import io.varcas.processor.model.AnnotationUse;
import io.varcas.processor.model.ParamField;
import io.varcas.processor.model.WorkloadSource;
import io.varcas.processor.model.WrittenValue;
import io.varcas.workload.GroundTruthCheck;
import io.varcas.workload.Parameter;
import io.varcas.workload.WorkloadSpec;
import java.util.List;
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
        source.params().stream().map(SpecResolver::parameter).forEach(spec::parameter);
        ObjectiveUse.effective(source).stream().map(ObjectiveUse::toObjective).forEach(spec::objective);
        profilers(source).forEach(spec::profiler);
        groundTruth(source).ifPresent(spec::groundTruth);
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

    private static List<String> profilers(WorkloadSource source) {
        return source.nearest(Profile.class, "value").map(WrittenValue::texts).orElse(List.of());
    }

    private static Optional<GroundTruthCheck> groundTruth(WorkloadSource source) {
        return source.uses(GroundTruth.class)
                .findFirst()
                .map((AnnotationUse any) -> new GroundTruthCheck(
                        member(source, "dataset"),
                        member(source, "scorer"),
                        Double.parseDouble(member(source, "threshold")),
                        Integer.parseInt(member(source, "maxTokens"))));
    }

    private static String member(WorkloadSource source, String name) {
        return source.nearest(GroundTruth.class, name).map(WrittenValue::text).orElseGet(() -> standard(name));
    }

    /** Reads a default where it is documented: on the annotation. */
    private static String standard(String member) {
        try {
            return String.valueOf(GroundTruth.class.getMethod(member).getDefaultValue());
        } catch (NoSuchMethodException absent) {
            throw new IllegalStateException("@GroundTruth has no member " + member, absent);
        }
    }
}
