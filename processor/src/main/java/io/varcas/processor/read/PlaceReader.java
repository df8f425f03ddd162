package io.varcas.processor.read;

import io.varcas.processor.model.AnnotationPlace;
import io.varcas.processor.model.AnnotationPlace.Kind;
import io.varcas.processor.model.AnnotationUse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/**
 * Lists the places of a workload's annotations, nearest first: the {@code @Prompt} method, the class, its superclasses, and then,
 * in the same order, the annotations on the annotations of each, level by level.
 */
final class PlaceReader {

    /** An annotation that leads to others, with the position to point at should its source be absent. */
    private record Lead(TypeElement annotation, CompilerPosition anchor) {}

    private final Sources sources;
    private final Pointer pointer;

    PlaceReader(Pointer pointer) {
        this.sources = pointer.sources();
        this.pointer = pointer;
    }

    /**
     * Lists the places.
     *
     * @param line the class and its superclasses, nearest first
     * @param prompts the prompt method, and those that it overrides, nearest first
     */
    List<AnnotationPlace> places(List<TypeElement> line, List<ExecutableElement> prompts) {
        List<AnnotationPlace> places = new ArrayList<>();
        List<AnnotationPlace> metas = new ArrayList<>();
        prompts.forEach(prompt -> {
            places.add(place(Kind.METHOD, prompt));
            metas.addAll(metas(prompt));
        });
        line.forEach(type -> {
            places.add(place(Kind.CLASS, type));
            metas.addAll(metas(type));
        });
        places.addAll(metas);
        return places;
    }

    private AnnotationPlace place(Kind kind, Element element) {
        return new AnnotationPlace(kind, ClassLine.owner(element), uses(element, pointer.anchor(element)));
    }

    private List<AnnotationPlace> metas(Element element) {
        List<AnnotationPlace> places = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        List<Lead> leads = leads(element, pointer.anchor(element), seen);
        while (!leads.isEmpty()) {
            List<AnnotationUse> uses = new ArrayList<>();
            List<Lead> further = new ArrayList<>();
            for (Lead lead : leads) {
                uses.addAll(uses(lead.annotation(), lead.anchor()));
                further.addAll(leads(lead.annotation(), lead.anchor(), seen));
            }
            if (!uses.isEmpty()) {
                places.add(new AnnotationPlace(Kind.META, ClassLine.owner(element), uses));
            }
            leads = further;
        }
        return places;
    }

    private List<Lead> leads(Element element, CompilerPosition anchor, Set<String> seen) {
        List<Lead> leads = new ArrayList<>();
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            String name = AnnotationReader.typeName(mirror);
            if (!AnnotationReader.isOurs(mirror) && !name.startsWith("java.") && seen.add(name)) {
                CompilerPosition carrier = sources.contains(element) ? CompilerPosition.of(element, mirror) : anchor;
                leads.add(new Lead(AnnotationReader.type(mirror), carrier.writtenOn("@" + name)));
            }
        }
        return leads;
    }

    private List<AnnotationUse> uses(Element element, CompilerPosition anchor) {
        return sources.contains(element)
                ? AnnotationReader.uses(element, mirror -> CompilerPosition.of(element, mirror))
                : AnnotationReader.uses(element, mirror -> anchor);
    }
}
