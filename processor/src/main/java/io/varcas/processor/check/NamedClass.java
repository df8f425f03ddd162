package io.varcas.processor.check;

import io.varcas.processor.model.WrittenValue;
import io.varcas.setting.DidYouMean;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rule of an annotation member that names a built-in thing, by a constant of the annotation, or a class of the user's own.
 *
 * @param annotation annotation whose constants name what is built in
 * @param supertype qualified name of the interface that a class must implement
 * @param unknown message about a name that is neither
 * @param unusable message about a class that cannot be used
 * @param types looks classes up
 */
record NamedClass(Class<?> annotation, String supertype, Message unknown, Message unusable, TypeLookup types) {

    void check(WrittenValue written, Violations faults) {
        String name = written.text();
        if (builtIn().contains(name)) {
            return;
        }
        Optional<TypeLookup.NamedType> type = name.contains(".") ? types.find(name, supertype) : Optional.empty();
        if (type.isEmpty()) {
            faults.add(unknown, written.position(), name, hint(name));
            return;
        }
        type.flatMap(found -> defect(name, found))
                .ifPresent(defect -> faults.add(unusable, written.position(), name, defect));
    }

    private String hint(String name) {
        return DidYouMean.to(name, builtIn())
                .map(best -> "; did you mean \"" + best + "\"?")
                .orElseGet(() -> "; use one of " + String.join(", ", builtIn())
                        + ", or the name of a class that implements " + supertype);
    }

    private Optional<String> defect(String name, TypeLookup.NamedType type) {
        if (!type.binaryName().equals(name)) {
            return Optional.of("is loaded by its binary name; did you mean \"" + type.binaryName() + "\"?");
        }
        if (!type.isSubtype()) {
            return Optional.of("does not implement " + supertype);
        }
        return type.isUsable()
                ? Optional.empty()
                : Optional.of("cannot be created; it must be public and concrete, with a public constructor without"
                        + " parameters");
    }

    /** Returns the constants of the annotation: its documentation is the list of what is built in. */
    private List<String> builtIn() {
        return Stream.of(annotation.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class)
                .map(field -> {
                    try {
                        return (String) field.get(null);
                    } catch (IllegalAccessException hidden) {
                        throw new IllegalStateException("constants of annotations are public", hidden);
                    }
                })
                .sorted()
                .toList();
    }
}
