package io.varcas.processor.model;

import java.util.List;
import java.util.Optional;

/**
 * The declaration of a class.
 *
 * @param ref its name
 * @param kind what it is, as in source: {@code class}, {@code interface}, {@code enum}, {@code record}, {@code @interface}
 * @param typeParameters its type parameters
 * @param isAbstract whether it is declared abstract
 * @param isInner whether it, or a class around it, needs an object of the class around it
 * @param hidden the private class that keeps others from reaching it: itself or one around it
 * @param isDeprecated whether using it makes the compiler warn
 * @param constructor its constructor without parameters
 * @param position the class
 */
public record ClassShape(
        ClassRef ref,
        String kind,
        List<String> typeParameters,
        boolean isAbstract,
        boolean isInner,
        Optional<String> hidden,
        boolean isDeprecated,
        Optional<ConstructorShape> constructor,
        SourcePosition position) {

    /** Copies the type parameters. */
    public ClassShape {
        typeParameters = List.copyOf(typeParameters);
    }

    /**
     * A constructor without parameters.
     *
     * @param isPrivate whether only the class itself can call it
     * @param isDeprecated whether calling it makes the compiler warn
     * @param checkedExceptions names of the checked exceptions that it declares
     * @param position the constructor
     */
    public record ConstructorShape(
            boolean isPrivate, boolean isDeprecated, List<String> checkedExceptions, SourcePosition position) {

        /** Copies the exceptions. */
        public ConstructorShape {
            checkedExceptions = List.copyOf(checkedExceptions);
        }
    }
}
