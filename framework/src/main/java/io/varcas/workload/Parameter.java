package io.varcas.workload;

import java.util.List;

/**
 * A {@link io.varcas.annotation.Param} field.
 *
 * @param name name of the field
 * @param type its type as in source: {@code int}, {@code java.lang.String}, the name of an enum
 * @param values values in the order in which they are run
 * @param choices constants, if it is an enum; else empty
 */
public record Parameter(String name, String type, List<String> values, List<String> choices) {

    /** Copies the lists. */
    public Parameter {
        values = List.copyOf(values);
        choices = List.copyOf(choices);
    }
}
