package io.varcas.processor.read;

import io.varcas.annotation.Param;
import io.varcas.annotation.Prompt;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/**
 * Detects classes that refer to types which another processor is about to generate. Such a class waits for the next
 * round. Only sources are looked at: what class files lack will not come.
 */
public final class Unresolved {

    /** What the compiler puts where an annotation value should be, as {@link AnnotationValue} documents. */
    private static final String ERROR = "<error>";

    private final Optional<SourceTrees> trees;
    private final Sources sources;

    /** Creates the test. */
    public Unresolved(ProcessingEnvironment environment, Sources sources) {
        this.trees = SourceTrees.of(environment);
        this.sources = sources;
    }

    /** Returns whether a class must wait. */
    public boolean isUnresolved(TypeElement type) {
        return ClassLine.of(type).stream().filter(sources::contains).anyMatch(this::hasUnresolvedParts);
    }

    private boolean hasUnresolvedParts(TypeElement type) {
        return type.getSuperclass().getKind() == TypeKind.ERROR
                || trees.filter(source -> source.hasUnknownAnnotation(type)).isPresent()
                || hasUnresolvedAnnotation(type)
                || members(type).anyMatch(member -> hasUnresolvedAnnotation(member) || hasUnresolvedType(member));
    }

    private boolean hasUnresolvedAnnotation(Element element) {
        List<? extends AnnotationMirror> mirrors = element.getAnnotationMirrors();
        return mirrors.stream()
                .anyMatch(mirror -> mirror.getAnnotationType().getKind() == TypeKind.ERROR
                        || (AnnotationReader.isOurs(mirror)
                                && mirror.getElementValues().values().stream().anyMatch(Unresolved::isUnresolved)));
    }

    private static boolean isUnresolved(AnnotationValue value) {
        return value.getValue().equals(ERROR)
                || AnnotationReader.entries(value).stream().anyMatch(Unresolved::isUnresolved)
                || (value.getValue() instanceof AnnotationMirror nested
                        && nested.getElementValues().values().stream().anyMatch(Unresolved::isUnresolved));
    }

    private static Stream<Element> members(TypeElement type) {
        return Stream.concat(
                ElementFilter.fieldsIn(type.getEnclosedElements()).stream(),
                ElementFilter.methodsIn(type.getEnclosedElements()).stream());
    }

    private static boolean hasUnresolvedType(Element member) {
        if (member instanceof ExecutableElement method) {
            return AnnotationReader.mirror(method, Prompt.class).isPresent()
                    && Stream.concat(
                                    Stream.of(method.getReturnType()),
                                    method.getParameters().stream().map(Element::asType))
                            .anyMatch(Unresolved::isError);
        }
        return AnnotationReader.mirror(member, Param.class).isPresent() && isError(member.asType());
    }

    private static boolean isError(TypeMirror type) {
        return type.getKind() == TypeKind.ERROR;
    }
}
