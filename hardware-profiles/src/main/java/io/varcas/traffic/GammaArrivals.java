package io.varcas.traffic;

import io.varcas.validation.Violations;
import java.util.OptionalDouble;

/**
 * Independent gaps of gamma distribution: a Poisson process made burstier or smoother by one number.
 *
 * <p>Gaps have shape {@code burstiness} and scale {@code 1 / (rate * burstiness)}, so their mean is {@code 1 / rate} and
 * their squared coefficient of variation {@code 1 / burstiness}. This is the meaning of {@code --burstiness} in
 * {@code vllm bench serve} (vLLM 0.15, 2026): 1 is Poisson, <em>below</em> 1 is burstier, above 1 is more regular.
 *
 * @param ratePerSecond mean arrivals per second, above 0
 * @param burstiness shape of the gaps, above 0
 */
public record GammaArrivals(double ratePerSecond, double burstiness) implements ArrivalProcess {

    /**
     * @throws IllegalArgumentException if the rate or the burstiness is not positive and finite
     */
    public GammaArrivals {
        Violations.in("gamma arrivals")
                .positive("rate", ratePerSecond, "per second")
                .positive("burstiness", burstiness, "(shape of the gaps)")
                .raise();
    }

    @Override
    public ArrivalSequence sequence(Seed seed) {
        return new UnboundedArrivals() {
            private final Sampler chance = new Sampler(seed);
            private double seconds;

            @Override
            public double nextSeconds() {
                seconds += chance.gamma(burstiness) / (ratePerSecond * burstiness);
                return seconds;
            }
        };
    }

    @Override
    public OptionalDouble meanRatePerSecond() {
        return OptionalDouble.of(ratePerSecond);
    }

    @Override
    public String describe() {
        return "gamma, " + NumberFormat.rate(ratePerSecond) + ", burstiness " + NumberFormat.number(burstiness);
    }
}
