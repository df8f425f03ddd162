package io.varcas.processor.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One of our annotations, where a user wrote it.
 *
 * @param type qualified name of the annotation
 * @param members the members that were written, by name; those left to their default are not here
 * @param position where the annotation stands
 */
public record AnnotationUse(String type, Map<String, WrittenValue> members, SourcePosition position) {

    /** Copies the members, in their order. */
    public AnnotationUse {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** Returns whether this is an annotation of that type. */
    public boolean is(Class<?> annotation) {
        return type.equals(annotation.getName());
    }

    /** Returns a member that was written, be it to the text or array that stands for "not set". */
    public Optional<WrittenValue> member(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /** Returns a member that was set. */
    public Optional<WrittenValue> set(String name) {
        return member(name).filter(value -> !value.isUnset());
    }
}
