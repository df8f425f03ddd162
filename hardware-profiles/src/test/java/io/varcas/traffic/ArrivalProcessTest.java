package io.varcas.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.ExponentialDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalProcessTest {

    /** Each process with the FNV-1a hash of its first 10,000 offsets from seed 42, as JDK 17 first gave it. */
    static Stream<Arguments> processes() {
        return Stream.of(
                Arguments.of(new ConstantArrivals(7), -7706783806984588881L),
                Arguments.of(new PoissonArrivals(20), 3429181370816370912L));
    }

    @ParameterizedTest
    @MethodSource("processes")
    void repeatsItselfToTheNanosecondOnEveryJvm(ArrivalProcess process, long golden) {
        assertThat(Offsets.first(10_000, process, Seed.of(42)).hash()).isEqualTo(golden);
    }

    @ParameterizedTest
    @MethodSource("processes")
    void neverGoesBack(ArrivalProcess process) {
        assertThat(Offsets.first(10_000, process, Seed.of(1)).nonDecreasing()).isTrue();
    }

    @Test
    void constantGapsDoNotDrift() {
        long[] offsets =
                Offsets.first(30_001, new ConstantArrivals(3), Seed.of(0)).nanos();

        assertThat(offsets[0]).isZero();
        assertThat(offsets[1]).isEqualTo(333_333_333L);
        assertThat(offsets[30_000]).isEqualTo(10_000_000_000_000L);
    }

    @Test
    void poissonGapsAreExponential() {
        double[] gaps =
                Offsets.first(10_001, new PoissonArrivals(20), Seed.of(11)).gapsSeconds();

        assertThat(StatUtils.mean(gaps)).isCloseTo(0.05, within(0.05 * 0.02));
        assertThat(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(new ExponentialDistribution(null, 0.05), gaps))
                .isGreaterThan(0.05);
    }

    @Test
    void poissonCountsVaryAsMuchAsTheirMean() {
        double[] counts =
                Offsets.until(5_000, new PoissonArrivals(20), Seed.of(12)).counts(5_000, 1);

        assertThat(StatUtils.mean(counts)).isCloseTo(20, within(0.4));
        assertThat(StatUtils.variance(counts) / StatUtils.mean(counts))
                .isCloseTo(1, within(4 * Math.sqrt(2.0 / 5_000))); // four standard errors of an index of dispersion
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -5, Double.NaN, Double.POSITIVE_INFINITY})
    void rejectsImpossibleRates(double rate) {
        List<Runnable> makers = List.of(() -> new ConstantArrivals(rate), () -> new PoissonArrivals(rate));

        assertThat(makers)
                .allSatisfy(maker -> assertThatThrownBy(maker::run)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("rate is " + rate + " per second; it must be positive and finite"));
    }

    @Test
    void offersThePositiveRateForANegativeOne() {
        assertThatThrownBy(() -> new PoissonArrivals(-5)).hasMessageEndingWith("did you mean 5.0?");
    }
}
