package io.varcas.processor.check;

import java.util.Optional;

/** Computes what a class that an annotation names by a text is. */
@FunctionalInterface
public interface TypeLookup {

    /**
     * A class that there is.
     *
     * @param binaryName name by which it is loaded
     * @param isSubtype whether it implements the interface that was asked for
     * @param isUsable whether it is public and concrete and has a public constructor without parameters
     */
    record NamedType(String binaryName, boolean isSubtype, boolean isUsable) {}

    /**
     * Looks a class up.
     *
     * @param name its qualified or binary name
     * @param supertype qualified name of the interface that it shall implement
     */
    Optional<NamedType> find(String name, String supertype);
}
