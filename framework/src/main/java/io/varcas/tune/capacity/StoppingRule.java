package io.varcas.tune.capacity;

import com.fasterxml.jackson.annotation.JsonValue;
import io.varcas.stats.ExceedanceTest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The rule by which a run ends before its longest time, from how many samples are beyond a bound on a percentile. */
public enum StoppingRule {
    /**
     * Wald's sequential probability ratio test (The Annals of Mathematical Statistics 16, 1945) of half the allowed odds of a
     * sample beyond the bound against twice the allowed odds, with an error of 5 % either way. Counts are divided by the design
     * effect, because requests of one slow period are slow together.
     */
    SPRT {
        @Override
        Decision decide(double beyond, double n, double allowed) {
            double odds = allowed / (1 - allowed);
            double within = odds / RATIO / (1 + odds / RATIO);
            double above = odds * RATIO / (1 + odds * RATIO);
            double evidence = beyond * Math.log(above / within) + (n - beyond) * Math.log((1 - above) / (1 - within));
            double boundary = Math.log((1 - ERROR) / ERROR);
            return evidence >= boundary ? Decision.BEYOND : evidence <= -boundary ? Decision.WITHIN : Decision.OPEN;
        }
    },
    /**
     * The early stopping of MLPerf's LoadGen (mlcommons/inference, {@code loadgen/early_stopping.cc}): the exact binomial test at a
     * confidence of 99 %, without a design effect, for requests taken as independent. A run that is not shown to be within the
     * bound also ends when the same test shows that it is beyond.
     */
    MLPERF {
        @Override
        Decision decide(double beyond, double n, double allowed) {
            return switch (ExceedanceTest.test(Math.round(beyond), Math.round(n), allowed, MLPERF_CONFIDENCE)) {
                case WITHIN -> Decision.WITHIN;
                case BEYOND -> Decision.BEYOND;
                case OPEN -> Decision.OPEN;
            };
        }
    };

    private static final double RATIO = 2;
    private static final double ERROR = 0.05;
    private static final double MLPERF_CONFIDENCE = 0.99;

    /** State of a bound. */
    enum Decision {
        /** The share beyond the bound is at most the allowed one. */
        WITHIN,
        /** It is above the allowed one. */
        BEYOND,
        /** Not decided. */
        OPEN
    }

    /**
     * Decides.
     *
     * @param beyond samples beyond the bound
     * @param n samples
     * @param allowed share that may be beyond it, between 0 and 1
     */
    abstract Decision decide(double beyond, double n, double allowed);

    /** Returns the name on the command line and in results. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the names of all rules. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(StoppingRule::label).toList();
    }
}
