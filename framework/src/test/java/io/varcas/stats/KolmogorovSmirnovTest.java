package io.varcas.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reference values by SciPy 1.17. */
class KolmogorovSmirnovTest {

    @Test
    void agreesWithScipyAgainstTheUniformDistribution() {
        double[] sample = {0.58, 0.42, 0.52, 0.33, 0.43, 0.23, 0.58, 0.76, 0.53, 0.64};
        KolmogorovSmirnov test = KolmogorovSmirnov.of(sample, x -> x);
        assertThat(test.distance()).isEqualTo(0.26, within(1e-12));
        assertThat(test.pValue()).isEqualTo(0.43512842285808273, within(1e-6));
    }

    @Test
    void agreesWithScipyOnTwoSamples() {
        KolmogorovSmirnov test = KolmogorovSmirnov.of(Example.LEFT, Example.RIGHT);
        assertThat(test.distance()).isEqualTo(7.0 / 15, within(1e-12));
        assertThat(test.pValue()).isEqualTo(0.07546400948132746, within(1e-9));
    }

    @Test
    void knowsExponentialGapsFromEvenOnes() {
        Random random = new Random(8);
        double[] exponential = random.doubles(2_000).map(u -> -Math.log1p(-u)).toArray();
        double[] even = random.doubles(2_000, 0.9, 1.1).toArray();
        assertThat(KolmogorovSmirnov.of(exponential, x -> -Math.expm1(-x)).pValue())
                .isGreaterThan(0.01);
        assertThat(KolmogorovSmirnov.of(even, x -> -Math.expm1(-x)).pValue()).isLessThan(1e-6);
    }
}
