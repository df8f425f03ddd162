package io.varcas.processor.read;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Points at what belongs to one class: where it stands, or, if its source is absent, at the class itself. */
record Pointer(Sources sources, TypeElement type) {

    CompilerPosition at(Element element) {
        return sources.contains(element) ? CompilerPosition.of(element) : anchor(element);
    }

    CompilerPosition at(Element element, AnnotationMirror mirror) {
        return sources.contains(element) ? CompilerPosition.of(element, mirror) : anchor(element);
    }

    /** Returns the position of what an element has that is absent: the class, and the name of where it really is. */
    CompilerPosition anchor(Element element) {
        return CompilerPosition.of(type).writtenOn(ClassLine.owner(element));
    }
}
