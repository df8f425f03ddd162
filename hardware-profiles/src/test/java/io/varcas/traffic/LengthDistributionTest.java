package io.varcas.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.LogNormalDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LengthDistributionTest {

    /** Each distribution with the FNV-1a hash of its first 10,000 lengths from seed 42, as JDK 17 first gave it. */
    static Stream<Arguments> distributions() {
        return Stream.of(
                Arguments.of(new LogNormalLengths(150, 80, 20, 800), -6863248230722863667L),
                Arguments.of(new LogNormalLengths(50, 30, 10, 300), -6664085460490683415L),
                Arguments.of(new LogNormalLengths(50, 200, 45, 60), -8261949885805265927L),
                Arguments.of(new NormalLengths(150, 80, 20, 300), -7358568010723079739L),
                Arguments.of(new NormalLengths(12, 0, 1, 300), -4427857553139674843L),
                Arguments.of(new UniformLengths(10, 500), -9218881259705003303L),
                Arguments.of(new FixedLengths(128), 8754940514359987493L),
                Arguments.of(new EmpiricalLengths(3, 1, 4, 1, 5, 9, 2, 6), 4532342516435190251L));
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void repeatsItselfOnEveryJvm(LengthDistribution lengths, long golden) {
        long[] drawn = IntStream.of(draw(lengths, 10_000)).asLongStream().toArray();

        assertThat(new Offsets(drawn).hash()).isEqualTo(golden);
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void drawsWhatItSaysItDraws(LengthDistribution lengths) {
        DescriptiveStatistics drawn = new DescriptiveStatistics();
        IntStream.of(draw(lengths, 100_000)).forEach(drawn::addValue);

        assertThat(drawn.getMean()).isCloseTo(lengths.clampedMean(), within(0.02 * lengths.clampedMean()));
        assertThat(drawn.getStandardDeviation())
                .isCloseTo(lengths.clampedStandardDeviation(), within(0.02 * lengths.clampedStandardDeviation()));
        assertThat(drawn.getMin()).isGreaterThanOrEqualTo(lengths.min());
        assertThat(drawn.getMax()).isLessThanOrEqualTo(lengths.max());
    }

    @Test
    void logNormalHasTheMomentsAskedForWhenNothingIsClamped() {
        LengthDistribution lengths = new LogNormalLengths(2_000, 800, 1, 1_000_000);

        assertThat(lengths.clampedMean()).isCloseTo(2_000, within(0.01));
        assertThat(lengths.clampedStandardDeviation()).isCloseTo(800, within(0.01));
        assertThat(lengths.clampedSquaredVariation()).isCloseTo(0.16, within(1e-5));
    }

    /** A second way to the clamped moments: the probability of every single length, from commons-math's distributions. */
    @Test
    void clampedMomentsAgreeWithASumOverAllLengths() {
        double sigma = Math.sqrt(Math.log(1 + 0.36));
        assertMoments(
                new LogNormalLengths(50, 30, 10, 300),
                new LogNormalDistribution(null, Math.log(50) - sigma * sigma / 2, sigma));
        assertMoments(new NormalLengths(150, 80, 20, 300), new NormalDistribution(null, 150, 80));
    }

    @Test
    void clampingMovesTheMeanOfALongTail() {
        assertThat(new LogNormalLengths(12_050, 3_000, 100, 16_000).clampedMean())
                .isBetween(11_800.0, 11_900.0);
        assertThat(new LogNormalLengths(150, 80, 20, 800).clampedMean()).isBetween(149.0, 150.0);
    }

    @Test
    void rejectsAllImpossibleValuesAtOnce() {
        assertThatThrownBy(() -> new LogNormalLengths(-50, -30, 0, 300))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mean is -50.0 tokens")
                .hasMessageContaining("did you mean 50.0?")
                .hasMessageContaining("std is -30.0 tokens")
                .hasMessageContaining("min is 0 tokens; it must be at least 1");
    }

    @Test
    void rejectsLimitsThatContradictEachOtherOrTheMean() {
        assertThatThrownBy(() -> new NormalLengths(50, 30, 300, 10)).hasMessageContaining("did you swap them?");
        assertThatThrownBy(() -> new UniformLengths(300, 10)).hasMessageContaining("did you swap them?");
        assertThatThrownBy(() -> new LogNormalLengths(50, 30, 60, 300)).hasMessageContaining("at least 60");
        assertThatThrownBy(() -> new LogNormalLengths(50, 30, 10, 40)).hasMessageContaining("at most 40");
    }

    @Test
    void rejectsEmptyOrImpossibleLengths() {
        assertThatThrownBy(() -> new FixedLengths(0)).hasMessageContaining("at least 1");
        assertThatThrownBy(EmpiricalLengths::new).hasMessageContaining("at least one");
        assertThatThrownBy(() -> new EmpiricalLengths(5, 0)).hasMessageContaining("length [1] is 0 tokens");
    }

    @Test
    void empiricalLengthsAreValues() {
        int[] seen = {1, 2, 3};
        EmpiricalLengths lengths = new EmpiricalLengths(seen);
        seen[0] = 100;

        assertThat(lengths).isEqualTo(new EmpiricalLengths(1, 2, 3)).hasSameHashCodeAs(new EmpiricalLengths(1, 2, 3));
        assertThat(lengths.max()).isEqualTo(3);
    }

    @Test
    void empiricalLengthsSayWhatClampingDoesToTheirMean() {
        EmpiricalLengths lengths = new EmpiricalLengths(1, 5, 100, 2_000).within(4, 200);

        assertThat(lengths.statedMean()).isEqualTo(526.5);
        assertThat(lengths.clampedMean()).isEqualTo(77.25);
        assertThat(lengths.describe()).isEqualTo("empirical, 4 lengths, 4 to 200, mean 526.5 (drawn: mean 77.25)");
        assertThat(draw(lengths, 1_000)).containsOnly(4, 5, 100, 200);
        assertThatThrownBy(() -> lengths.within(9, 8)).hasMessageContaining("did you swap them?");
    }

    @Test
    void empiricalLengthsOfOnePlaceAreDrawnTogether() {
        int[] inputs = draw(new EmpiricalLengths(10, 20, 30, 40), 1_000);
        int[] outputs = draw(new EmpiricalLengths(1, 2, 3, 4), 1_000);

        assertThat(IntStream.range(0, 1_000).map(i -> inputs[i] - 10 * outputs[i]))
                .containsOnly(0);
    }

    private static int[] draw(LengthDistribution lengths, int count) {
        LengthSampler sampler = lengths.sampler(Seed.of(42));
        return IntStream.generate(sampler::sample).limit(count).toArray();
    }

    private static void assertMoments(LengthDistribution lengths, RealDistribution continuous) {
        double mean = 0;
        double square = 0;
        for (int k = lengths.min(); k <= lengths.max(); k++) {
            double below = k == lengths.min() ? 0 : continuous.cumulativeProbability(k - 0.5);
            double upTo = k == lengths.max() ? 1 : continuous.cumulativeProbability(k + 0.5);
            mean += k * (upTo - below);
            square += (double) k * k * (upTo - below);
        }
        assertThat(lengths.clampedMean()).isCloseTo(mean, within(1e-9 * mean));
        assertThat(lengths.clampedStandardDeviation()).isCloseTo(Math.sqrt(square - mean * mean), within(1e-6));
    }
}
