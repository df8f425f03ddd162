package io.varcas.setting;

import java.util.Collection;
import java.util.Optional;

/** Says which name a mistyped one was probably meant to be, as the tail of a message. */
public final class DidYouMean {

    private DidYouMean() {}

    /**
     * Returns the candidate that was probably meant, by the rule of {@link io.varcas.validation.DidYouMean}.
     *
     * @param written the unknown name
     * @param candidates the known names
     */
    public static Optional<String> to(String written, Collection<String> candidates) {
        return io.varcas.validation.DidYouMean.to(written, candidates);
    }

    /**
     * Returns the tail of a message about an unknown name: {@code ; did you mean "x"?}, or the known names if none is near.
     *
     * @param written the unknown name
     * @param candidates the known names
     */
    public static String hint(String written, Collection<String> candidates) {
        return to(written, candidates)
                .map(best -> "; did you mean \"" + best + "\"?")
                .orElseGet(() -> "; known are " + String.join(", ", candidates));
    }
}
