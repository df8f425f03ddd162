package io.varcas.processor.read;

import io.varcas.processor.check.TypeLookup;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Looks classes up among what the compiler sees. */
public final class CompilerTypes implements TypeLookup {

    private final Elements elements;
    private final Types types;

    /** Creates a lookup. */
    public CompilerTypes(ProcessingEnvironment environment) {
        this.elements = environment.getElementUtils();
        this.types = environment.getTypeUtils();
    }

    @Override
    public Optional<NamedType> find(String name, String supertype) {
        return Optional.ofNullable(elements.getTypeElement(name.replace('$', '.')))
                .map(type -> new NamedType(
                        elements.getBinaryName(type).toString(), isSubtype(type, supertype), isUsable(type)));
    }

    private boolean isSubtype(TypeElement type, String supertype) {
        TypeElement wanted = elements.getTypeElement(supertype);
        return wanted != null && types.isSubtype(types.erasure(type.asType()), types.erasure(wanted.asType()));
    }

    private static boolean isUsable(TypeElement type) {
        boolean isPublic = ClassLine.nest(type).stream()
                .allMatch(around -> around.getModifiers().contains(Modifier.PUBLIC));
        boolean isNested = type.getNestingKind().isNested();
        return isPublic
                && !type.getModifiers().contains(Modifier.ABSTRACT)
                && (!isNested || type.getModifiers().contains(Modifier.STATIC))
                && ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                        .anyMatch(constructor -> constructor.getParameters().isEmpty()
                                && constructor.getModifiers().containsAll(Set.of(Modifier.PUBLIC)));
    }
}
