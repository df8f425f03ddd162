package io.varcas.traffic;

import io.varcas.validation.Violations;
import java.util.OptionalDouble;

/**
 * Arrivals at equal gaps: the k-th (from 0) at {@code k / rate}. No randomness at all; kinder to a server than any real
 * traffic of the same rate.
 *
 * @param ratePerSecond arrivals per second, above 0
 */
public record ConstantArrivals(double ratePerSecond) implements ArrivalProcess {

    /**
     * @throws IllegalArgumentException if the rate is not positive and finite
     */
    public ConstantArrivals {
        Violations.in("constant arrivals")
                .positive("rate", ratePerSecond, "per second")
                .raise();
    }

    @Override
    public ArrivalSequence sequence(Seed seed) {
        return new UnboundedArrivals() {
            private long count;

            @Override
            public double nextSeconds() {
                return count++ / ratePerSecond;
            }
        };
    }

    @Override
    public OptionalDouble meanRatePerSecond() {
        return OptionalDouble.of(ratePerSecond);
    }

    @Override
    public String describe() {
        return "constant, " + NumberFormat.rate(ratePerSecond);
    }
}
