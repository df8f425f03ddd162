package io.varcas.traffic;

import io.varcas.validation.Violations;
import java.util.OptionalDouble;

/**
 * Arrivals of many independent users: gaps are exponential with mean {@code 1 / rate}, counts over a time t are Poisson
 * with mean and variance {@code rate * t}, and the past says nothing about the future.
 *
 * @param ratePerSecond arrivals per second, above 0
 */
public record PoissonArrivals(double ratePerSecond) implements ArrivalProcess {

    /**
     * @throws IllegalArgumentException if the rate is not positive and finite
     */
    public PoissonArrivals {
        Violations.in("Poisson arrivals")
                .positive("rate", ratePerSecond, "per second")
                .raise();
    }

    @Override
    public ArrivalSequence sequence(Seed seed) {
        return new UnboundedArrivals() {
            private final Sampler chance = new Sampler(seed);
            private double seconds;

            @Override
            public double nextSeconds() {
                seconds += chance.exponential() / ratePerSecond;
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
        return "Poisson, " + NumberFormat.rate(ratePerSecond);
    }
}
