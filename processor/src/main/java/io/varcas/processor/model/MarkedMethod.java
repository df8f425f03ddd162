package io.varcas.processor.model;

import java.util.List;

/**
 * A method marked by {@code @Prompt}, {@code @Setup} or {@code @TearDown}.
 *
 * @param shape how it is declared; where a subclass overrides it, the overriding one
 * @param isGeneric whether it has type parameters of its own
 * @param returnType qualified name of what it returns, {@code void} if nothing
 * @param parameterTypes qualified names of its parameters' types
 */
public record MarkedMethod(MemberShape shape, boolean isGeneric, String returnType, List<String> parameterTypes) {

    /** Copies the types. */
    public MarkedMethod {
        parameterTypes = List.copyOf(parameterTypes);
    }

    /** Returns its name. */
    public String name() {
        return shape.name();
    }
}
