package io.varcas.processor.read;

import io.varcas.annotation.Workload;
import io.varcas.processor.model.SourcePosition;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;

/** Makes positions for those who know elements but not how to point. */
public final class Positions {

    private Positions() {}

    /** Points at an element. */
    public static SourcePosition of(Element element) {
        return CompilerPosition.of(element);
    }

    /** Points at the name that a class gave itself as a workload, or at the class if it gave none. */
    public static SourcePosition ofWorkloadName(Element type) {
        Optional<? extends AnnotationMirror> workload = AnnotationReader.mirror(type, Workload.class);
        return workload.flatMap(mirror -> mirror.getElementValues().entrySet().stream()
                        .filter(member -> member.getKey().getSimpleName().contentEquals("name"))
                        .map(member -> CompilerPosition.of(type, mirror).member("name", member.getValue()))
                        .findFirst())
                .orElseGet(() -> CompilerPosition.of(type));
    }
}
