package io.varcas.processor.model;

/**
 * The declaration of a user's field or method, and its accessibility from generated code.
 *
 * @param name its name
 * @param owner qualified name of the class that declares it
 * @param isPrivate whether it is declared private
 * @param isStatic whether it is declared static
 * @param isReachable whether a class in the workload's package can reach it
 * @param isDeprecated whether using it makes the compiler warn
 * @param position the member
 */
public record MemberShape(
        String name,
        String owner,
        boolean isPrivate,
        boolean isStatic,
        boolean isReachable,
        boolean isDeprecated,
        SourcePosition position) {}
