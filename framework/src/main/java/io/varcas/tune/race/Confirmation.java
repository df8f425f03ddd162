package io.varcas.tune.race;

import io.varcas.stats.Interval;
import io.varcas.stats.StudentT;
import java.util.Optional;

/**
 * The winner of a race against the baseline, in runs of their own: the winner of a race was picked for its numbers in it, so those
 * are too good.
 *
 * @param pairs pairs of runs in which both measured the goal
 * @param gain gain of the winner, relative to the baseline, as the mean over pairs; empty for no pair
 * @param interval its interval, 95 %, by the t distribution on logarithms; empty for fewer than two pairs
 */
public record Confirmation(int pairs, Optional<Double> gain, Optional<Interval> interval) {

    private static final double CONFIDENCE = 0.95;

    /** Computes it from the differences of scores, winner less baseline. */
    static Confirmation of(double[] differences) {
        Optional<Double> gain = differences.length == 0
                ? Optional.empty()
                : Optional.of(Math.expm1(Aim.mean(differences).orElse(0)));
        Optional<Interval> interval = differences.length < 2
                ? Optional.empty()
                : Optional.of(relative(StudentT.interval(differences, CONFIDENCE)));
        return new Confirmation(differences.length, gain, interval);
    }

    private static Interval relative(Interval logs) {
        return new Interval(Math.expm1(logs.low()), Math.expm1(logs.high()), logs.confidence());
    }

    /** Returns whether the gain is above 0 beyond chance. */
    public boolean isBetter() {
        return interval.map(range -> range.low() > 0).orElse(false);
    }

    /** Returns the least gain that as many pairs would show: half the width of the interval of the logarithms. */
    public Optional<Double> noiseFloor() {
        return interval.map(range -> Math.sqrt((1 + range.high()) / (1 + range.low())) - 1);
    }
}
