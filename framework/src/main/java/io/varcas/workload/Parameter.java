package io.varcas.workload;

import io.varcas.setting.type.SettingException;
import java.util.List;

/**
 * A {@link io.varcas.annotation.Param} field.
 *
 * @param name name of the field
 * @param type its type as in source: {@code int}, {@code java.lang.String}, the name of an enum
 * @param values values in the order in which they are run; at least one
 * @param choices constants, if it is an enum; else empty
 */
public record Parameter(String name, String type, List<String> values, List<String> choices) {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if there is no value
     */
    public Parameter {
        values = List.copyOf(values);
        choices = List.copyOf(choices);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("parameter " + name + " has no value");
        }
    }

    /**
     * Checks that a value fits the field.
     *
     * @param value value as written
     * @throws SettingException if it does not; the message proposes the nearest right value
     */
    public void check(String value) {
        ParameterText.check(this, value);
    }
}
