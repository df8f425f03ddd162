package io.varcas.traffic;

import io.varcas.validation.Violations;
import java.util.OptionalDouble;

/**
 * Self-exciting arrivals: every arrival makes more of them likely for a while, as when one output prompts the next
 * question. The intensity is
 *
 * <pre> lambda(t) = base + sum over past arrivals t_i of excitation * e^(-decay * (t - t_i))
 * </pre>
 *
 * <p>The branching ratio {@code n = excitation / decay} is the mean number of arrivals each one brings about; the
 * process is stationary for n below 1, with mean rate {@code base / (1 - n)} and an index of dispersion of counts that
 * tends to {@code 1 / (1 - n)^2}. It is simulated exactly by Ogata's thinning (IEEE Trans. Inf. Theory 27, 1981):
 * between arrivals the intensity only falls, so its value just after the last point bounds it. It starts with no past,
 * so the rate rises from {@code base} to its mean within a few multiples of {@code 1 / (decay - excitation)} seconds.
 *
 * @param basePerSecond intensity without any past, per second, above 0
 * @param excitationPerSecond jump of the intensity at each arrival, per second, at least 0
 * @param decayPerSecond rate (not half-life) at which a jump dies away, per second, above the excitation
 */
public record HawkesArrivals(double basePerSecond, double excitationPerSecond, double decayPerSecond)
        implements ArrivalProcess {

    /**
     * @throws IllegalArgumentException if a value is out of its range, or the branching ratio is 1 or more
     */
    public HawkesArrivals {
        Violations.in("Hawkes arrivals")
                .positive("base", basePerSecond, "per second")
                .notNegative("excitation", excitationPerSecond, "per second")
                .positive("decay", decayPerSecond, "per second")
                .thenFindIf(
                        excitationPerSecond >= decayPerSecond,
                        "branching ratio is " + excitationPerSecond / decayPerSecond + " (excitation "
                                + excitationPerSecond + " / decay " + decayPerSecond
                                + "); it must be below 1 or arrivals explode; use a decay above " + excitationPerSecond
                                + " per second or an excitation below " + decayPerSecond + " per second")
                .raise();
    }

    /**
     * Returns the process of this excitation and decay whose base is scaled so that its mean rate is the one wanted.
     *
     * @param meanRatePerSecond long-run arrivals per second, above 0
     * @param excitationPerSecond as in the record
     * @param decayPerSecond as in the record
     * @throws IllegalArgumentException as the constructor, or if the mean rate is not positive and finite
     */
    public static HawkesArrivals withMeanRate(
            double meanRatePerSecond, double excitationPerSecond, double decayPerSecond) {
        Violations.in("Hawkes arrivals")
                .positive("mean rate", meanRatePerSecond, "per second")
                .raise();
        HawkesArrivals unit = new HawkesArrivals(1, excitationPerSecond, decayPerSecond);
        return new HawkesArrivals(meanRatePerSecond * (1 - unit.branchingRatio()), excitationPerSecond, decayPerSecond);
    }

    /** Returns the mean number of arrivals that one arrival brings about directly: excitation over decay, in [0, 1). */
    public double branchingRatio() {
        return excitationPerSecond / decayPerSecond;
    }

    @Override
    public ArrivalSequence sequence(Seed seed) {
        return new UnboundedArrivals() {
            private final Sampler chance = new Sampler(seed);
            private double seconds;
            private double excited; // intensity above base, at `seconds`

            @Override
            public double nextSeconds() {
                while (true) {
                    double bound = basePerSecond + excited;
                    double gap = chance.exponential() / bound;
                    seconds += gap;
                    excited *= StrictMath.exp(-decayPerSecond * gap);
                    if (chance.uniform() * bound < basePerSecond + excited) {
                        excited += excitationPerSecond;
                        return seconds;
                    }
                }
            }
        };
    }

    @Override
    public OptionalDouble meanRatePerSecond() {
        return OptionalDouble.of(basePerSecond / (1 - branchingRatio()));
    }

    @Override
    public String describe() {
        return "Hawkes, mean " + NumberFormat.rate(basePerSecond / (1 - branchingRatio())) + " (base "
                + NumberFormat.rate(basePerSecond)
                + ", excitation " + NumberFormat.rate(excitationPerSecond) + ", decay "
                + NumberFormat.rate(decayPerSecond)
                + ", branching ratio " + NumberFormat.number(branchingRatio()) + ")";
    }
}
