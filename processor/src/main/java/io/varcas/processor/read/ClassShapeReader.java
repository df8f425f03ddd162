package io.varcas.processor.read;

import io.varcas.processor.model.ClassShape;
import io.varcas.processor.model.ClassShape.ConstructorShape;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Reads how a class is declared. */
final class ClassShapeReader {

    private final Elements elements;
    private final Types types;

    private final Pointer pointer;

    ClassShapeReader(Elements elements, Types types, Pointer pointer) {
        this.elements = elements;
        this.types = types;
        this.pointer = pointer;
    }

    ClassShape read() {
        TypeElement type = pointer.type();
        List<TypeElement> nest = ClassLine.nest(type);
        return new ClassShape(
                ClassLine.ref(type),
                kind(type.getKind()),
                type.getTypeParameters().stream().map(Object::toString).toList(),
                type.getModifiers().contains(Modifier.ABSTRACT),
                nest.subList(1, nest.size()).stream()
                        .anyMatch(around -> !around.getModifiers().contains(Modifier.STATIC)),
                nest.stream()
                        .filter(around -> around.getModifiers().contains(Modifier.PRIVATE))
                        .map(around -> around.getSimpleName().toString())
                        .findFirst(),
                nest.stream().anyMatch(elements::isDeprecated),
                constructor(type),
                pointer.at(type));
    }

    private static String kind(ElementKind kind) {
        return switch (kind) {
            case ENUM -> "enum";
            case RECORD -> "record";
            case INTERFACE -> "interface";
            case ANNOTATION_TYPE -> "@interface";
            default -> "class";
        };
    }

    private Optional<ConstructorShape> constructor(TypeElement type) {
        return ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                .filter(constructor -> constructor.getParameters().isEmpty())
                .findFirst()
                .map(constructor -> {
                    // one that the compiler made up is as private as its class, and stands nowhere
                    boolean written = elements.getOrigin(constructor) == Elements.Origin.EXPLICIT;
                    return new ConstructorShape(
                            written && constructor.getModifiers().contains(Modifier.PRIVATE),
                            elements.isDeprecated(constructor),
                            checkedExceptions(constructor),
                            pointer.at(written ? constructor : type));
                });
    }

    private List<String> checkedExceptions(ExecutableElement constructor) {
        TypeMirror runtime =
                elements.getTypeElement(RuntimeException.class.getName()).asType();
        TypeMirror error = elements.getTypeElement(Error.class.getName()).asType();
        return constructor.getThrownTypes().stream()
                .filter(thrown -> !types.isSubtype(thrown, runtime) && !types.isSubtype(thrown, error))
                .map(TypeNames::of)
                .toList();
    }
}
