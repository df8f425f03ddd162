package io.varcas.compare.match;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * A limitation of a comparison.
 *
 * @param kind what kind of thing
 * @param sentence the same for a person, with the values
 */
public record Warning(Kind kind, String sentence) {

    /** Kinds of warnings. */
    public enum Kind {
        /** A trial of one side has no counterpart. */
        UNMATCHED,
        /** Repeats were left out because they failed or are invalid. */
        LEFT_OUT,
        /** The sides do not differ in anything that was recorded. */
        NOTHING_DIFFERS,
        /** More than the factor under test differs. */
        SEVERAL_FACTORS,
        /** The factor that was named is the same on both sides. */
        FACTOR_IS_THE_SAME,
        /** The load came from different machines, JVMs or versions. */
        CLIENT_DIFFERS,
        /** The runs of one side are not alike. */
        SIDE_IS_MIXED,
        /** The sides were sent different requests. */
        REQUESTS_DIFFER,
        /** The sides were offered different loads. */
        OFFERED_RATE_DIFFERS,
        /** Some runs were answered from a prefix cache that others had filled. */
        CACHE_IS_WARM,
        /** Many requests never finished; numbers of those that did are numbers of the lucky. */
        SURVIVORSHIP,
        /** The spread of the repeats does not hold all the noise there is. */
        NOISE_IS_PARTIAL,
        /** One side was measured and the other simulated or imported. */
        ORIGINS_DIFFER,
        /** Neither side was measured by Varcas on a server. */
        NOT_MEASURED,
        /** The outputs of the sides were not graded alike. */
        ACCURACY_NOT_COMPARED,
        /** Values drift with time. */
        DRIFT;

        /** Returns the word in results. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
