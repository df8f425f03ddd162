package io.varcas.stats;

import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The power of repeats: the smallest difference that they are likely to detect, and the number of repeats that a given
 * difference needs. By Student's distribution, {@code (t(1 - alpha/2) + t(power)) x standard error}, within 1 % of the
 * noncentral t at 5 % and 80 %; and never less than a permutation test needs to say anything at all.
 *
 * @param design how the sides belong together
 * @param alpha level of the two-sided test
 * @param power chance of finding the difference
 */
public record Power(Design design, double alpha, double power) {

    private static final int MOST_REPEATS = 1_000_000;

    /**
     * Checks the chances.
     *
     * @throws IllegalArgumentException if one is not between 0 and 1
     */
    public Power {
        Samples.probability("alpha", alpha);
        Samples.probability("power", power);
    }

    /**
     * Returns the smallest mean difference that these repeats find with the power; infinite if they can find none.
     *
     * @param sd spread, in any unit: of the differences if paired, else of the repeats of one side
     * @param repeats of each side
     */
    public double detectable(double sd, int repeats) {
        if (repeats < 2 || design.smallestP(repeats) > alpha) {
            return Double.POSITIVE_INFINITY;
        }
        int freedom = design.freedom(repeats);
        return (StudentT.quantile(1 - alpha / 2, freedom) + StudentT.quantile(power, freedom))
                * design.errorOf(sd, repeats);
    }

    /**
     * Returns the distance beyond an observed mean difference at which the true one lies with a probability of {@code 1 - power} at most.
     *
     * @param sd spread, in any unit: of the differences if paired, else of the repeats of one side
     * @param repeats of each side, at least 2
     */
    public double reach(double sd, int repeats) {
        return StudentT.quantile(power, design.freedom(repeats)) * design.errorOf(sd, repeats);
    }

    /**
     * Returns the fewest repeats of each side that find a difference with the power.
     *
     * @param difference mean difference, above 0, in the unit of the spread
     * @param sd spread: of the differences if paired, else of the repeats of one side
     * @throws IllegalArgumentException if the difference is not above 0, or needs more than a million repeats
     */
    public int repeatsFor(double difference, double sd) {
        if (!(difference > 0)) {
            throw new IllegalArgumentException(
                    "a difference of " + difference + " cannot be found; it must be above 0");
        }
        int fewest = design.fewestRepeats(alpha);
        double guess = Math.pow((normal(1 - alpha / 2) + normal(power)) * design.errorOf(sd, 1) / difference, 2);
        if (guess > MOST_REPEATS) {
            throw new IllegalArgumentException(
                    "a difference of " + difference + " in a spread of " + sd + " needs more than a million repeats");
        }
        int repeats = Math.max(fewest, (int) guess); // by the normal distribution: never too many
        while (detectable(sd, repeats) > difference) {
            repeats++;
        }
        return repeats;
    }

    private static double normal(double probability) {
        return new NormalDistribution(null, 0, 1).inverseCumulativeProbability(probability);
    }
}
