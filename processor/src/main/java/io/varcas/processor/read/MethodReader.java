package io.varcas.processor.read;

import io.varcas.processor.model.MarkedMethod;
import io.varcas.processor.model.MemberShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * Reads the marked methods of one class and its superclasses. A method that overrides a marked one takes its place, marked or not:
 * the runner calls it as any Java caller would.
 */
final class MethodReader {

    private final Elements elements;
    private final Types types;
    private final List<TypeElement> line;
    private final Pointer pointer;
    private final TypeElement type;

    /**
     * Reads the methods of one class.
     *
     * @param line the class and its superclasses, nearest first
     * @param pointer points at what belongs to the class
     */
    MethodReader(Elements elements, Types types, List<TypeElement> line, Pointer pointer) {
        this.elements = elements;
        this.types = types;
        this.line = line;
        this.pointer = pointer;
        this.type = pointer.type();
    }

    /** Returns the methods of the nearest class that has any, each with those it overrides left out. */
    List<ExecutableElement> nearest(Class<?> mark) {
        return line.stream()
                .map(owner -> marked(owner, mark))
                .filter(methods -> !methods.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** Returns the methods of all classes, the farthest superclass's first. */
    List<ExecutableElement> superclassesFirst(Class<?> mark) {
        List<ExecutableElement> methods = new ArrayList<>();
        grouped(mark).values().forEach(methods::addAll);
        return methods;
    }

    /** Returns the methods of all classes, the farthest superclass's last. */
    List<ExecutableElement> superclassesLast(Class<?> mark) {
        List<ExecutableElement> methods = new ArrayList<>();
        grouped(mark).values().forEach(group -> methods.addAll(0, group));
        return methods;
    }

    /** Returns the method that is called when this one is: itself, or the nearest that overrides it. */
    ExecutableElement called(ExecutableElement method) {
        return line.stream()
                .flatMap(owner -> ElementFilter.methodsIn(owner.getEnclosedElements()).stream())
                .filter(candidate -> candidate.equals(method) || elements.overrides(candidate, method, type))
                .findFirst()
                .orElse(method);
    }

    MarkedMethod read(ExecutableElement marked) {
        ExecutableElement method = called(marked);
        ExecutableType seen = (ExecutableType) types.asMemberOf((DeclaredType) type.asType(), method);
        return new MarkedMethod(
                shape(method),
                !method.getTypeParameters().isEmpty(),
                TypeNames.of(seen.getReturnType()),
                seen.getParameterTypes().stream().map(TypeNames::of).toList());
    }

    MemberShape shape(Element member) {
        return new MemberShape(
                member.getSimpleName().toString(),
                ClassLine.owner(member),
                member.getModifiers().contains(Modifier.PRIVATE),
                member.getModifiers().contains(Modifier.STATIC),
                ClassLine.isReachable(member, ClassLine.packageOf(type)),
                elements.isDeprecated(member),
                pointer.at(member));
    }

    private Map<TypeElement, List<ExecutableElement>> grouped(Class<?> mark) {
        Map<TypeElement, List<ExecutableElement>> groups = new LinkedHashMap<>();
        List<ExecutableElement> known = new ArrayList<>();
        for (int i = line.size() - 1; i >= 0; i--) {
            List<ExecutableElement> group = marked(line.get(i), mark).stream()
                    .filter(method -> known.stream().noneMatch(called -> called.equals(called(method))))
                    .toList();
            group.forEach(method -> known.add(called(method)));
            groups.put(line.get(i), group);
        }
        return groups;
    }

    private static List<ExecutableElement> marked(TypeElement owner, Class<?> mark) {
        Stream<ExecutableElement> methods = ElementFilter.methodsIn(owner.getEnclosedElements()).stream();
        return methods.filter(method -> AnnotationReader.mirror(method, mark).isPresent())
                .toList();
    }
}
