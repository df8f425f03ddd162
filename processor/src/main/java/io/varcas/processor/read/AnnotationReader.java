package io.varcas.processor.read;

import io.varcas.annotation.ServerFlag;
import io.varcas.annotation.Sla;
import io.varcas.annotation.Workload;
import io.varcas.processor.model.AnnotationUse;
import io.varcas.processor.model.WrittenValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/** Reads annotation mirrors into records. */
final class AnnotationReader {

    private static final String OURS = Workload.class.getPackageName();

    /** Annotations that the compiler puts around repeated ones. */
    private static final Set<String> CONTAINERS =
            Set.of(Sla.Objectives.class.getCanonicalName(), ServerFlag.Flags.class.getCanonicalName());

    private AnnotationReader() {}

    /** Returns the annotation on an element, if it is there. */
    static Optional<? extends AnnotationMirror> mirror(Element element, Class<?> annotation) {
        return element.getAnnotationMirrors().stream()
                .filter(mirror -> typeName(mirror).equals(annotation.getName()))
                .findFirst();
    }

    /** Returns whether an annotation is one of ours. */
    static boolean isOurs(AnnotationMirror mirror) {
        String name = typeName(mirror);
        return name.startsWith(OURS + ".");
    }

    static String typeName(AnnotationMirror mirror) {
        return type(mirror).getQualifiedName().toString();
    }

    static TypeElement type(AnnotationMirror mirror) {
        return (TypeElement) mirror.getAnnotationType().asElement();
    }

    /**
     * Reads our annotations on an element.
     *
     * @param element what they stand on
     * @param position where to point for each of them
     */
    static List<AnnotationUse> uses(Element element, Function<AnnotationMirror, CompilerPosition> position) {
        List<AnnotationUse> uses = new ArrayList<>();
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            if (CONTAINERS.contains(typeName(mirror))) {
                uses.addAll(repeated(mirror, position.apply(mirror)));
            } else if (isOurs(mirror)) {
                uses.add(use(mirror, position.apply(mirror)));
            }
        }
        return uses;
    }

    private static List<AnnotationUse> repeated(AnnotationMirror container, CompilerPosition position) {
        List<AnnotationMirror> mirrors = new ArrayList<>();
        for (AnnotationValue entries : container.getElementValues().values()) {
            for (AnnotationValue entry : entries(entries)) {
                mirrors.add((AnnotationMirror) entry.getValue());
            }
        }
        List<AnnotationUse> uses = new ArrayList<>();
        for (AnnotationMirror mirror : mirrors) {
            CompilerPosition.Repetition repetition =
                    new CompilerPosition.Repetition(typeName(mirror), uses.size(), mirrors.size(), Optional.empty());
            uses.add(use(mirror, position.repeated(mirror, repetition)));
        }
        return uses;
    }

    private static AnnotationUse use(AnnotationMirror mirror, CompilerPosition position) {
        Map<String, WrittenValue> members = new LinkedHashMap<>();
        for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> member :
                mirror.getElementValues().entrySet()) {
            String name = member.getKey().getSimpleName().toString();
            members.put(name, value(member.getValue(), position.member(name, member.getValue())));
        }
        return new AnnotationUse(typeName(mirror), members, position);
    }

    private static WrittenValue value(AnnotationValue value, CompilerPosition position) {
        List<WrittenValue> entries = entries(value).stream()
                .map(entry -> value(entry, position.entry(entry)))
                .toList();
        return new WrittenValue(value.getValue() instanceof List ? "" : text(value.getValue()), entries, position);
    }

    @SuppressWarnings(
            "unchecked") // an array is a List<? extends AnnotationValue>, as AnnotationValue.getValue() documents
    static List<? extends AnnotationValue> entries(AnnotationValue value) {
        return value.getValue() instanceof List<?> list ? (List<? extends AnnotationValue>) list : List.of();
    }

    private static String text(Object value) {
        if (value instanceof VariableElement constant) {
            return constant.getSimpleName().toString();
        }
        if (value instanceof Double number && Double.isFinite(number)) {
            BigDecimal decimal = BigDecimal.valueOf(number);
            return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
        }
        return String.valueOf(value);
    }
}
