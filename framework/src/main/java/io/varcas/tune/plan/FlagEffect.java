package io.varcas.tune.plan;

import java.util.Locale;

/**
 * The expected change by a flag, according to one source.
 *
 * @param flag name without dashes
 * @param effect the expected change
 * @param evidence whether anybody measured it
 * @param source who claims or measured it
 * @param version version of vLLM it is about
 * @param asOf date of the source, {@code yyyy-mm-dd} or shorter
 */
public record FlagEffect(String flag, String effect, Evidence evidence, String source, String version, String asOf) {

    /** Kind of support for an expectation. */
    public enum Evidence {
        /** Somebody states it; no measurement is known. */
        CLAIM,
        /** It was measured by the source. */
        MEASURED;

        /** Returns the word in tables. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns whether plans predict it: whether the simulated engine models the flag. */
    public boolean isModelled() {
        return PlanFlag.labels().contains(flag);
    }
}
