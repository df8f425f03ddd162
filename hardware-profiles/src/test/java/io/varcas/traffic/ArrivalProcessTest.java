package io.varcas.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.ExponentialDistribution;
import org.apache.commons.math3.distribution.GammaDistribution;
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
                Arguments.of(new PoissonArrivals(20), 3429181370816370912L),
                Arguments.of(new GammaArrivals(20, 0.25), -5993370495725090090L),
                Arguments.of(new GammaArrivals(20, 4), -6904605442689471804L),
                Arguments.of(new HawkesArrivals(10, 0.8, 2), -3758278759949439838L),
                Arguments.of(new CyclicalArrivals(20, 15, Duration.ofSeconds(60)), 5545716529411416047L),
                Arguments.of(RampArrivals.between(0, 100, Duration.ofSeconds(120)), -8838889994417803347L),
                Arguments.of(
                        new StepArrivals(List.of(RatePoint.at(0, 5), RatePoint.at(30, 50))), -2278204865576083080L),
                Arguments.of(new BurstArrivals(100, Duration.ofSeconds(5)), 1198814452957155901L),
                Arguments.of(new ReplayedArrivals(LongStream.range(0, 10_000).toArray(), 1.5), -4597432136629798610L));
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
    @ValueSource(doubles = {0.25, 1, 4})
    void gammaGapsHaveTheShapeOfTheirBurstiness(double burstiness) {
        double[] gaps = Offsets.first(10_001, new GammaArrivals(20, burstiness), Seed.of(13))
                .gapsSeconds();
        double mean = StatUtils.mean(gaps);

        assertThat(mean).isCloseTo(0.05, within(0.05 * 4 / Math.sqrt(10_000 * burstiness))); // four standard errors
        assertThat(StatUtils.variance(gaps) / (mean * mean)).isCloseTo(1 / burstiness, within(0.15 / burstiness));
        assertThat(new KolmogorovSmirnovTest()
                        .kolmogorovSmirnovTest(new GammaDistribution(null, burstiness, 0.05 / burstiness), gaps))
                .isGreaterThan(0.05);
    }

    @Test
    void hawkesHasItsMeanRateAndIsOverDispersed() {
        HawkesArrivals hawkes = new HawkesArrivals(10, 0.8, 2);
        double[] counts = Offsets.until(20_000, hawkes, Seed.of(14)).counts(500, 40);

        assertThat(hawkes.branchingRatio()).isEqualTo(0.4);
        assertThat(hawkes.meanRatePerSecond()).hasValueCloseTo(10 / 0.6, within(1e-9));
        assertThat(StatUtils.mean(counts) / 40).isCloseTo(10 / 0.6, within(0.05 * 10 / 0.6));
        // Long windows tend to 1 / (1 - n)^2 = 2.78; its estimate from 500 windows has a relative error of 6 %.
        assertThat(StatUtils.variance(counts) / StatUtils.mean(counts)).isBetween(2.2, 3.4);
    }

    @Test
    void hawkesWithoutExcitationIsPoisson() {
        double[] gaps =
                Offsets.first(10_001, new HawkesArrivals(20, 0, 1), Seed.of(15)).gapsSeconds();

        assertThat(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(new ExponentialDistribution(null, 0.05), gaps))
                .isGreaterThan(0.05);
    }

    @Test
    void hawkesScalesItsBaseToAMeanRate() {
        HawkesArrivals hawkes = HawkesArrivals.withMeanRate(25, 0.8, 2);

        assertThat(hawkes.basePerSecond()).isCloseTo(15, within(1e-9));
        assertThat(hawkes.meanRatePerSecond()).hasValueCloseTo(25.0, within(1e-9));
    }

    @Test
    void rejectsExplosiveHawkes() {
        assertThatThrownBy(() -> new HawkesArrivals(5, 2, 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("branching ratio is 4.0")
                .hasMessageContaining("decay above 2.0 per second");
    }

    @Test
    void cyclicalFollowsItsSine() {
        int cycles = 500;
        long[] offsets = Offsets.until(cycles * 60.0, new CyclicalArrivals(20, 15, Duration.ofSeconds(60)), Seed.of(16))
                .nanos();
        double[] perBin = new double[12];
        for (long offset : offsets) {
            perBin[(int) (offset % 60_000_000_000L / 5_000_000_000L)]++;
        }
        for (int bin = 0; bin < 12; bin++) {
            // the mean of the sine over the bin, in closed form
            double from = Math.PI * bin / 6;
            double to = Math.PI * (bin + 1) / 6;
            double expected = 20 + 15 * (Math.cos(from) - Math.cos(to)) / (to - from);
            assertThat(perBin[bin] / cycles / 5).isCloseTo(expected, within(0.05 * expected));
        }
    }

    @Test
    void rampGathersTheAreaUnderItsLine() {
        double[] counts = new double[3];
        for (int run = 0; run < 200; run++) {
            double[] once = Offsets.until(30, RampArrivals.between(10, 50, Duration.ofSeconds(20)), Seed.of(run))
                    .counts(3, 10);
            for (int i = 0; i < 3; i++) {
                counts[i] += once[i] / 200;
            }
        }

        assertThat(counts[0]).isCloseTo(200, within(4.0)); // from 10/s to 30/s; the standard error is 1
        assertThat(counts[1]).isCloseTo(400, within(5.7));
        assertThat(counts[2]).isCloseTo(500, within(6.3)); // holds 50/s
    }

    @Test
    void stepsHoldEachRateUntilTheNext() {
        StepArrivals steps =
                new StepArrivals(List.of(RatePoint.at(0, 100), RatePoint.at(100, 0), RatePoint.at(200, 50)));
        double[] counts = Offsets.until(300, steps, Seed.of(17)).counts(3, 100);

        assertThat(counts[0]).isCloseTo(10_000, within(400.0)); // four standard deviations
        assertThat(counts[1]).isZero();
        assertThat(counts[2]).isCloseTo(5_000, within(283.0));
    }

    @Test
    void arrivalsEndWhenTheRateFallsToZeroForGood() {
        ArrivalSequence sequence =
                RampArrivals.between(100, 0, Duration.ofSeconds(1)).sequence(Seed.of(18));
        long last = 0;
        while (sequence.hasNext()) {
            last = sequence.nextNanos();
        }

        assertThat(last).isLessThanOrEqualTo(1_000_000_000L);
        assertThatThrownBy(sequence::nextNanos).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void burstsArriveTogether() {
        assertThat(Offsets.first(5, new BurstArrivals(2, Duration.ofSeconds(3)), Seed.of(0))
                        .nanos())
                .containsExactly(0, 0, 3_000_000_000L, 3_000_000_000L, 6_000_000_000L);

        ArrivalSequence once = BurstArrivals.once(2).sequence(Seed.of(0));
        once.nextNanos();
        once.nextNanos();
        assertThat(once.hasNext()).isFalse();
        assertThatThrownBy(once::nextNanos).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void replayStretchesTime() {
        long[] recorded = {0, 10, 10, 30};
        ReplayedArrivals replayed = new ReplayedArrivals(recorded, 2);
        recorded[0] = 5;

        assertThat(Offsets.first(4, replayed, Seed.of(0)).nanos()).containsExactly(0, 20, 20, 60);
        assertThat(replayed).isEqualTo(new ReplayedArrivals(new long[] {0, 10, 10, 30}, 2));
    }

    @Test
    void namesWhatIsWrongAndTheNearestRightValue() {
        assertThatThrownBy(() -> new CyclicalArrivals(5, 10, Duration.ofHours(1)))
                .hasMessageContaining("use an amplitude of at most 5.0");
        assertThatThrownBy(() -> new ReplayedArrivals(new long[] {0, 20, 10}, 1))
                .hasMessageContaining("offset [2] is 10 ns, before 20 ns");
        assertThatThrownBy(() -> new StepArrivals(List.of(RatePoint.at(5, 1))))
                .hasMessageContaining("must hold from 0 seconds");
        assertThatThrownBy(() -> new RampArrivals(List.of(RatePoint.at(0, 1), RatePoint.at(0, 2))))
                .hasMessageContaining("put them in order of time");
        assertThatThrownBy(() -> RampArrivals.between(0, 0, Duration.ofSeconds(1)))
                .hasMessageContaining("give at least one above 0");
        assertThatThrownBy(() -> new BurstArrivals(0, Duration.ZERO))
                .hasMessageContaining("burst is 0 requests; it must be at least 1")
                .hasMessageContaining("time between bursts is 0.0 seconds");
        assertThatThrownBy(() -> new GammaArrivals(1, -2)).hasMessageContaining("did you mean 2.0?");
    }

    @Test
    void onlyLastingProcessesHaveAMeanRate() {
        assertThat(new BurstArrivals(10, Duration.ofSeconds(5)).meanRatePerSecond())
                .hasValue(2);
        assertThat(BurstArrivals.once(10).meanRatePerSecond()).isEmpty();
        assertThat(RampArrivals.between(1, 2, Duration.ofSeconds(5)).meanRatePerSecond())
                .isEmpty();
        assertThat(new StepArrivals(List.of(RatePoint.at(0, 7))).meanRatePerSecond())
                .hasValue(7);
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
