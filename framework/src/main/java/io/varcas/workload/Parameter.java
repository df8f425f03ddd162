package io.varcas.workload;

import io.varcas.setting.Nearest;
import io.varcas.setting.SettingException;
import java.util.List;
import java.util.Set;

/**
 * A {@link io.varcas.annotation.Param} field.
 *
 * @param name name of the field
 * @param type its type as in source: {@code int}, {@code java.lang.String}, the name of an enum
 * @param values values in the order in which they are run
 * @param choices constants, if it is an enum; else empty
 */
public record Parameter(String name, String type, List<String> values, List<String> choices) {

    private static final Set<String> WHOLE = Set.of(
            "byte", "short", "int", "long", "java.lang.Byte", "java.lang.Short", "java.lang.Integer", "java.lang.Long");
    private static final Set<String> FRACTION = Set.of("float", "double", "java.lang.Float", "java.lang.Double");

    /** Copies the lists. */
    public Parameter {
        values = List.copyOf(values);
        choices = List.copyOf(choices);
    }

    /**
     * Checks that a value from outside fits the field.
     *
     * @param value value as written
     * @throws SettingException if it does not
     */
    public void check(String value) {
        if (!choices.isEmpty() && !choices.contains(value)) {
            throw new SettingException(
                    "parameter " + name + " = \"" + value + "\": no such constant" + Nearest.hint(value, choices));
        }
        try {
            if (WHOLE.contains(type)) {
                Long.parseLong(value);
            } else if (FRACTION.contains(type)) {
                Double.parseDouble(value);
            } else if (type.endsWith("oolean") && !value.equals("true") && !value.equals("false")) {
                throw new NumberFormatException();
            }
        } catch (NumberFormatException fault) {
            throw new SettingException("parameter " + name + " = \"" + value + "\": must be of type " + type);
        }
    }
}
