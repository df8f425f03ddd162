package io.varcas.processor.read;

import io.varcas.annotation.Param;
import io.varcas.processor.model.AnnotationUse;
import io.varcas.processor.model.ParamField;
import io.varcas.processor.model.ParamField.EnumShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;

/** Reads the {@code @Param} fields of one class and its superclasses. */
final class ParamReader {

    private final Types types;
    private final List<TypeElement> line;
    private final MethodReader members;
    private final Pointer pointer;

    ParamReader(Types types, List<TypeElement> line, MethodReader members, Pointer pointer) {
        this.types = types;
        this.line = line;
        this.members = members;
        this.pointer = pointer;
    }

    /** Returns the fields, those of the farthest superclass first. */
    List<ParamField> read() {
        List<ParamField> fields = new ArrayList<>();
        for (int i = line.size() - 1; i >= 0; i--) {
            for (VariableElement field : ElementFilter.fieldsIn(line.get(i).getEnclosedElements())) {
                AnnotationReader.uses(field, mirror -> pointer.at(field, mirror)).stream()
                        .filter(use -> use.is(Param.class))
                        .map(use -> read(field, use))
                        .forEach(fields::add);
            }
        }
        return fields;
    }

    private ParamField read(VariableElement field, AnnotationUse use) {
        TypeMirror type = types.asMemberOf((DeclaredType) line.get(0).asType(), field);
        return new ParamField(
                members.shape(field),
                field.getModifiers().contains(Modifier.FINAL),
                TypeNames.of(type),
                enumShape(type),
                hiddenBy(field),
                use.member("value").map(value -> value.entries()).orElse(List.of()),
                use.position());
    }

    private Optional<EnumShape> enumShape(TypeMirror type) {
        if (!(type instanceof DeclaredType declared)
                || !(declared.asElement() instanceof TypeElement element)
                || element.getKind() != ElementKind.ENUM) {
            return Optional.empty();
        }
        List<String> constants = element.getEnclosedElements().stream()
                .filter(enclosed -> enclosed.getKind() == ElementKind.ENUM_CONSTANT)
                .map(constant -> constant.getSimpleName().toString())
                .toList();
        return Optional.of(new EnumShape(
                ClassLine.ref(element), constants, ClassLine.isNameable(element, ClassLine.packageOf(line.get(0)))));
    }

    private Optional<String> hiddenBy(VariableElement field) {
        return line.stream()
                .takeWhile(type -> !type.equals(field.getEnclosingElement()))
                .filter(type -> ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
                        .anyMatch(other -> other.getSimpleName().equals(field.getSimpleName())))
                .map(type -> type.getQualifiedName().toString())
                .findFirst();
    }
}
