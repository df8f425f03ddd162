package io.varcas.processor.read;

import io.varcas.processor.model.SourcePosition;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;

/**
 * A position as the compiler knows it: an element, an annotation on it, a value in that annotation.
 *
 * @param element the element
 * @param mirror the annotation, unless the element itself is meant
 * @param value the value, unless the annotation itself is meant
 * @param repeated which of several annotations of a repeatable type it is, unless it stands alone
 * @param origin name of the class or annotation where the fault really is, if that is not among the sources
 */
record CompilerPosition(
        Element element,
        Optional<AnnotationMirror> mirror,
        Optional<AnnotationValue> value,
        Optional<Repetition> repeated,
        Optional<String> origin)
        implements SourcePosition {

    /**
     * Place of an annotation among several of a repeatable type: the compiler wraps these into a container that is nowhere in the
     * source, and so cannot find them by their mirrors.
     *
     * @param annotation qualified name of the repeated annotation
     * @param index its place among them, from 0
     * @param count how many there are
     * @param member the member that is meant, unless the annotation itself is
     */
    record Repetition(String annotation, int index, int count, Optional<String> member) {

        Repetition of(String name) {
            return new Repetition(annotation, index, count, Optional.of(name));
        }
    }

    static CompilerPosition of(Element element) {
        return new CompilerPosition(element, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static CompilerPosition of(Element element, AnnotationMirror mirror) {
        return new CompilerPosition(element, Optional.of(mirror), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Where the fault really is cannot be pointed at in part: what is said of it stays at the place that leads there. */
    private boolean isAnchor() {
        return origin.isPresent();
    }

    CompilerPosition repeated(AnnotationMirror nested, Repetition repetition) {
        return isAnchor()
                ? this
                : new CompilerPosition(element, Optional.of(nested), value, Optional.of(repetition), origin);
    }

    CompilerPosition member(String name, AnnotationValue written) {
        return isAnchor()
                ? this
                : new CompilerPosition(
                        element, mirror, Optional.of(written), repeated.map(repetition -> repetition.of(name)), origin);
    }

    CompilerPosition entry(AnnotationValue written) {
        return isAnchor() ? this : new CompilerPosition(element, mirror, Optional.of(written), repeated, origin);
    }

    CompilerPosition writtenOn(String name) {
        return new CompilerPosition(element, mirror, value, repeated, Optional.of(name));
    }
}
