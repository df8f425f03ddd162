package io.varcas.processor.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A workload class, or a class or annotation that carries annotations for workloads, as the compiler knows it.
 *
 * @param shape how the class is declared
 * @param places our annotations, nearest first: the {@code @Prompt} method, the class, its superclasses, then the annotations on
 *     the annotations of each of them
 * @param params {@code @Param} fields, those of superclasses first
 * @param prompts {@code @Prompt} methods of the nearest class that has any
 * @param setups {@code @Setup} methods in the order in which they run
 * @param tearDowns {@code @TearDown} methods in the order in which they run
 */
public record WorkloadSource(
        ClassShape shape,
        List<AnnotationPlace> places,
        List<ParamField> params,
        List<MarkedMethod> prompts,
        List<MarkedMethod> setups,
        List<MarkedMethod> tearDowns) {

    /** Copies the lists. */
    public WorkloadSource {
        places = List.copyOf(places);
        params = List.copyOf(params);
        prompts = List.copyOf(prompts);
        setups = List.copyOf(setups);
        tearDowns = List.copyOf(tearDowns);
    }

    /** Returns the places of the class itself, not those of its superclasses. */
    public Stream<AnnotationPlace> ownPlaces() {
        return places.stream().filter(place -> place.owner().equals(shape.ref().qualifiedName()));
    }

    /** Returns all annotations of one type, nearest first. */
    public Stream<AnnotationUse> uses(Class<?> annotation) {
        return places.stream().flatMap(place -> place.uses(annotation));
    }

    /** Returns the nearest value that was set for a member of an annotation. */
    public Optional<WrittenValue> nearest(Class<?> annotation, String member) {
        return uses(annotation).flatMap(use -> use.set(member).stream()).findFirst();
    }
}
