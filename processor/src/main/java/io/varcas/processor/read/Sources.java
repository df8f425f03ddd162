package io.varcas.processor.read;

import java.util.HashSet;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.QualifiedNameable;

/** The top-level classes that are compiled now: the compiler can point into these, and into nothing else. */
public final class Sources {

    private final Set<String> names = new HashSet<>();

    /** Adds what a round brought. */
    public void add(Set<? extends Element> rootElements) {
        for (Element element : rootElements) {
            if (element instanceof QualifiedNameable named) {
                names.add(named.getQualifiedName().toString());
            }
        }
    }

    /** Returns whether the compiler can point at an element. */
    boolean contains(Element element) {
        Element outermost = element;
        while (outermost.getEnclosingElement() != null
                && outermost.getEnclosingElement().getKind() != ElementKind.PACKAGE) {
            outermost = outermost.getEnclosingElement();
        }
        return outermost instanceof QualifiedNameable named
                && names.contains(named.getQualifiedName().toString());
    }
}
