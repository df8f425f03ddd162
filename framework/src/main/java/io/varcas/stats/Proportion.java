package io.varcas.stats;

import org.apache.commons.math3.distribution.NormalDistribution;

/** Shares of a count. */
public final class Proportion {

    private Proportion() {}

    /**
     * Returns Wilson's interval of a share: right at 0 of n and n of n as well, where the textbook interval has no width
     * (Wilson, JASA 22, 1927).
     *
     * @param successes from 0 to {@code n}
     * @param n at least 1
     * @param confidence between 0 and 1
     * @throws IllegalArgumentException if one of them is out of range
     */
    public static Interval wilson(long successes, long n, double confidence) {
        if (n < 1 || successes < 0 || successes > n) {
            throw new IllegalArgumentException(successes + " of " + n + " is no share");
        }
        Samples.confidence(confidence);
        double z = new NormalDistribution(null, 0, 1).inverseCumulativeProbability(0.5 + confidence / 2);
        double share = (double) successes / n;
        double scale = 1 + z * z / n;
        double centre = (share + z * z / (2 * n)) / scale;
        double reach = z / scale * Math.sqrt(share * (1 - share) / n + z * z / (4.0 * n * n));
        return new Interval(successes == 0 ? 0 : centre - reach, successes == n ? 1 : centre + reach, confidence);
    }
}
