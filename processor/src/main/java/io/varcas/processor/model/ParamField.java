package io.varcas.processor.model;

import java.util.List;
import java.util.Optional;

/**
 * A field marked by {@code @Param}.
 *
 * @param shape how it is declared
 * @param isFinal whether it is declared final
 * @param type qualified name of its type
 * @param enumType its type, if that is an enum
 * @param hiddenBy qualified name of the class whose field of the same name hides it
 * @param values values that were written; empty if none were
 * @param position the annotation
 */
public record ParamField(
        MemberShape shape,
        boolean isFinal,
        String type,
        Optional<EnumShape> enumType,
        Optional<String> hiddenBy,
        List<WrittenValue> values,
        SourcePosition position) {

    /** Copies the values. */
    public ParamField {
        values = List.copyOf(values);
    }

    /** Returns its name. */
    public String name() {
        return shape.name();
    }

    /** Returns the names of the enum's constants, or nothing if it is none. */
    public List<String> choices() {
        return enumType.map(EnumShape::constants).orElse(List.of());
    }

    /** Returns the values that are run, in their order: those written, or all constants of the enum. */
    public List<String> effectiveValues() {
        return values.isEmpty()
                ? choices()
                : values.stream().map(WrittenValue::text).toList();
    }

    /**
     * An enum.
     *
     * @param ref its name
     * @param constants its constants, in their order
     * @param isReachable whether a class in the workload's package can reach it
     */
    public record EnumShape(ClassRef ref, List<String> constants, boolean isReachable) {

        /** Copies the constants. */
        public EnumShape {
            constants = List.copyOf(constants);
        }
    }
}
