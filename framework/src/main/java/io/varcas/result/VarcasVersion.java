package io.varcas.result;

import java.util.Optional;

/** The version of Varcas, as the jar's manifest has it. */
public final class VarcasVersion {

    private VarcasVersion() {}

    /** Returns the version, or {@code unpackaged} when classes do not come from a jar. */
    public static String current() {
        return Optional.ofNullable(VarcasVersion.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }
}
