package io.varcas.traffic;

import io.varcas.validation.Violations;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * Poisson arrivals whose rate swings, as over a day:
 *
 * <pre>
 * rate(t) = base + amplitude * sin(2 pi t / period)
 * </pre>
 *
 * <p>It starts at the base rate, rising. Simulated exactly by thinning a Poisson process of the peak rate
 * (Lewis and Shedler, Naval Research Logistics 26, 1979).
 *
 * @param basePerSecond mean rate, per second, above 0
 * @param amplitudePerSecond swing about it, per second, from 0 to the base
 * @param period length of one cycle, above 0
 */
public record CyclicalArrivals(double basePerSecond, double amplitudePerSecond, Duration period)
        implements ArrivalProcess {

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public CyclicalArrivals {
        Violations.in("cyclical arrivals")
                .positive("base", basePerSecond, "per second")
                .notNegative("amplitude", amplitudePerSecond, "per second")
                .positive("period", Timing.seconds(period), "seconds")
                .thenFindIf(
                        amplitudePerSecond > basePerSecond,
                        "amplitude " + amplitudePerSecond + " is above base " + basePerSecond
                                + ", so the rate would fall below 0; use an amplitude of at most " + basePerSecond)
                .raise();
    }

    @Override
    public ArrivalSequence sequence(Seed seed) {
        double radiansPerSecond = 2 * StrictMath.PI / Timing.seconds(period);
        double peak = basePerSecond + amplitudePerSecond;
        return new UnboundedArrivals() {
            private final Sampler chance = new Sampler(seed);
            private double seconds;

            @Override
            public double nextSeconds() {
                while (true) {
                    seconds += chance.exponential() / peak;
                    double rate = basePerSecond + amplitudePerSecond * StrictMath.sin(radiansPerSecond * seconds);
                    if (chance.uniform() * peak < rate) {
                        return seconds;
                    }
                }
            }
        };
    }

    @Override
    public OptionalDouble meanRatePerSecond() {
        return OptionalDouble.of(basePerSecond);
    }

    @Override
    public String describe() {
        return "cyclical, " + NumberFormat.rate(basePerSecond) + " +- " + NumberFormat.rate(amplitudePerSecond)
                + ", period " + NumberFormat.time(period);
    }
}
