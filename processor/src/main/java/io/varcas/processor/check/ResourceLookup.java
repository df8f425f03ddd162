package io.varcas.processor.check;

/** Returns whether a resource or file can be found at compile time, or at least cannot be ruled out. */
@FunctionalInterface
public interface ResourceLookup {

    /**
     * Looks for a resource on the class path, among the outputs and the sources, and for a file.
     *
     * @param name name of the resource, or path of the file
     */
    boolean exists(String name);
}
