package io.varcas.processor.check;

import io.varcas.extension.Extensions;
import io.varcas.processor.model.WrittenValue;
import io.varcas.setting.type.SettingException;
import io.varcas.validation.DidYouMean;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The rule of an annotation member that names an extension: a constant of the annotation, the name of one on the processor's own
 * path, or a class. The class path of a run may hold others, so that an unknown name is a warning.
 *
 * @param annotation annotation whose constants name the built-in ones
 * @param extensions finds those on the processor's path
 * @param unknown message about a name that is neither
 * @param unusable message about a class that cannot be used
 * @param types looks classes up
 */
record NamedClass(Class<?> annotation, Extensions<?> extensions, Message unknown, Message unusable, TypeLookup types) {

    void check(WrittenValue written, Violations faults) {
        check(written.text(), written, faults);
    }

    /** Checks a name that is a part of a written value. */
    void check(String name, WrittenValue written, Violations faults) {
        Set<String> known = known();
        if (known.contains(name)) {
            return;
        }
        Optional<TypeLookup.NamedType> type = name.contains(".") ? types.find(name, supertype()) : Optional.empty();
        if (type.isEmpty()) {
            faults.add(unknown, written.position(), name, hint(name, known));
            return;
        }
        type.flatMap(found -> defect(name, found))
                .ifPresent(defect -> faults.add(unusable, written.position(), name, defect));
    }

    private static String hint(String name, Set<String> known) {
        return DidYouMean.to(name, known)
                .map(best -> "; did you mean \"" + best + "\"?")
                .orElseGet(() ->
                        "; known are " + String.join(", ", known) + ", and the class path of the run may hold others");
    }

    private Optional<String> defect(String name, TypeLookup.NamedType type) {
        if (!type.binaryName().equals(name)) {
            return Optional.of("is loaded by its binary name; did you mean \"" + type.binaryName() + "\"?");
        }
        if (!type.isSubtype()) {
            return Optional.of("does not implement " + supertype());
        }
        return type.isUsable()
                ? Optional.empty()
                : Optional.of("cannot be created; it must be public and concrete, with a public constructor without"
                        + " parameters");
    }

    private String supertype() {
        return extensions.type().getName();
    }

    private Set<String> known() {
        Set<String> names = new TreeSet<>();
        builtIn().forEach(names::add);
        try {
            names.addAll(extensions.all(NamedClass.class.getClassLoader()).keySet());
        } catch (SettingException | LinkageError unusable) {
            // One on the processor's path cannot be created there; at run time it is refused with the reason.
        }
        return names;
    }

    /** Returns the constants of the annotation, which its documentation lists. */
    private Stream<String> builtIn() {
        return Stream.of(annotation.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class)
                .map(field -> {
                    try {
                        return (String) field.get(null);
                    } catch (IllegalAccessException hidden) {
                        throw new IllegalStateException("constants of annotations are public", hidden);
                    }
                });
    }
}
