package io.varcas.processor.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * Annotations that stand together, and so are equally near to the workload.
 *
 * @param kind what they stand on
 * @param owner qualified name of the class they stand on, or that the annotated annotations lead to
 * @param uses our annotations there, in the order of the source
 */
public record AnnotationPlace(Kind kind, String owner, List<AnnotationUse> uses) {

    /** The kind of element that is annotated. */
    public enum Kind {
        /** The {@link io.varcas.annotation.Prompt} method. */
        METHOD,
        /** A class: the workload itself, or a superclass. */
        CLASS,
        /** Other annotations that stand on a class or method, or on each other. */
        META
    }

    /** Copies the annotations. */
    public AnnotationPlace {
        uses = List.copyOf(uses);
    }

    /** Returns the annotations of one type. */
    public Stream<AnnotationUse> uses(Class<?> annotation) {
        return uses.stream().filter(use -> use.is(annotation));
    }
}
