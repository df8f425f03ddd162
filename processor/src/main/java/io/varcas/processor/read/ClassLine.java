package io.varcas.processor.read;

import io.varcas.processor.model.ClassRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Walks between classes: up to superclasses, out to enclosing classes and packages. */
final class ClassLine {

    private ClassLine() {}

    /** Returns a class and its superclasses, nearest first, without {@code java.lang.Object}. */
    static List<TypeElement> of(TypeElement type) {
        List<TypeElement> line = new ArrayList<>();
        TypeElement current = type;
        while (!current.getQualifiedName().contentEquals("java.lang.Object")) {
            line.add(current);
            TypeMirror superclass = current.getSuperclass();
            if (superclass.getKind() != TypeKind.DECLARED) {
                break;
            }
            current = (TypeElement) ((DeclaredType) superclass).asElement();
        }
        return line;
    }

    /** Returns a class and the classes around it, outermost first. */
    static List<TypeElement> nest(TypeElement type) {
        ArrayDeque<TypeElement> nest = new ArrayDeque<>();
        Element element = type;
        while (element instanceof TypeElement around) {
            nest.addFirst(around);
            element = around.getEnclosingElement();
        }
        return List.copyOf(nest);
    }

    /** Returns the qualified name of a class, or of the class that a member belongs to. */
    static String owner(Element element) {
        Element type = element instanceof TypeElement ? element : element.getEnclosingElement();
        return type instanceof TypeElement named ? named.getQualifiedName().toString() : "";
    }

    static ClassRef ref(TypeElement type) {
        List<String> names = nest(type).stream()
                .map(around -> around.getSimpleName().toString())
                .toList();
        return new ClassRef(packageOf(type), names);
    }

    static String packageOf(Element element) {
        Element current = element;
        while (!(current instanceof PackageElement) && current.getEnclosingElement() != null) {
            current = current.getEnclosingElement();
        }
        return current instanceof PackageElement named
                ? named.getQualifiedName().toString()
                : "";
    }

    /**
     * Returns whether a class of another name in a package can use a member: a superclass's protected member only if
     * they share the package.
     */
    static boolean isReachable(Element member, String fromPackage) {
        if (member.getModifiers().contains(Modifier.PRIVATE)) {
            return false;
        }
        return member.getModifiers().contains(Modifier.PUBLIC)
                || packageOf(member).equals(fromPackage);
    }

    /** Returns whether a class in a package can name a type. */
    static boolean isNameable(TypeElement type, String fromPackage) {
        return nest(type).stream().allMatch(around -> isReachable(around, fromPackage));
    }
}
