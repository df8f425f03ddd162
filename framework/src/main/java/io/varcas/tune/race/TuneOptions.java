package io.varcas.tune.race;

import io.varcas.tune.plan.Configuration;
import io.varcas.tune.plan.PlanFlag;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The options of tuning.
 *
 * @param aim number to improve
 * @param candidates configurations that race against the baseline, at least 1, beside those that are given
 * @param rounds rounds of the race at most, at least 3
 * @param pairs pairs of runs that confirm the winner, at least 3
 * @param budget time for all runs; no run begins after it
 * @param kept flags that must not change
 * @param tried configurations that race whatever is predicted for them
 */
public record TuneOptions(
        Aim aim,
        int candidates,
        int rounds,
        int pairs,
        Duration budget,
        Set<PlanFlag> kept,
        List<Configuration> tried) {

    /** Rounds in which a difference can be judged. */
    static final int FEWEST_ROUNDS = 3;

    /** The interval of two pairs spans orders of magnitude. */
    static final int FEWEST_PAIRS = 3;

    /**
     * Copies the collections.
     *
     * @throws IllegalArgumentException naming the number that is out of its range
     */
    public TuneOptions {
        kept = Set.copyOf(kept);
        tried = List.copyOf(tried);
        atLeast("candidates", candidates, 1);
        atLeast("rounds", rounds, FEWEST_ROUNDS);
        atLeast("pairs", pairs, FEWEST_PAIRS);
        if (budget.isZero() || budget.isNegative()) {
            throw new IllegalArgumentException("the time must be longer than 0");
        }
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " = " + value + ": must be at least " + least);
        }
    }

    /** Returns the words that decide what is measured, to find out that they changed. */
    String digest() {
        return String.join(
                " ",
                List.of(aim.toString(), "" + candidates, "" + rounds, "" + pairs, kept.toString(), tried.toString()));
    }
}
