package io.varcas.processor.model;

import java.util.List;

/**
 * Name of a class, in the parts that its three spellings are made of.
 *
 * @param packageName its package; empty for the unnamed one
 * @param simpleNames its simple name, after those of the classes that it is nested in, outermost first
 */
public record ClassRef(String packageName, List<String> simpleNames) {

    /** Copies the names. */
    public ClassRef {
        simpleNames = List.copyOf(simpleNames);
    }

    /** Returns the last name. */
    public String simpleName() {
        return simpleNames.get(simpleNames.size() - 1);
    }

    /** Returns the name as in source: {@code com.acme.Outer.Inner}. */
    public String qualifiedName() {
        return prefix() + String.join(".", simpleNames);
    }

    /** Returns the name as the class loader knows it: {@code com.acme.Outer$Inner}. */
    public String binaryName() {
        return prefix() + String.join("$", simpleNames);
    }

    /** Returns the generated runner of this class: {@code com.acme.Outer_Inner_Runner}. */
    public ClassRef runner() {
        return new ClassRef(packageName, List.of(String.join("_", simpleNames) + "_Runner"));
    }

    private String prefix() {
        return packageName.isEmpty() ? "" : packageName + ".";
    }

    @Override
    public String toString() {
        return qualifiedName();
    }
}
