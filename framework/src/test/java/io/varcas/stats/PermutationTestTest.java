package io.varcas.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.varcas.traffic.Seed;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PermutationTestTest {

    private static final Seed SEED = Seed.of(1);

    private static PermutationTest test(Design design, int a, int b) {
        return new PermutationTest(Relabellings.of(design, a, b, SEED));
    }

    @Test
    void agreesWithScipy() {
        double[] left6 = Arrays.copyOf(Example.LEFT, 6);
        double[] right6 = Arrays.copyOf(Example.RIGHT, 6);
        assertThat(test(Design.UNPAIRED, 6, 6).pValue(left6, right6)).isEqualTo(0.24242424242424243, within(1e-12));
        double[] left8 = Arrays.copyOf(Example.LEFT, 8);
        double[] right8 = Arrays.copyOf(Example.RIGHT, 8);
        assertThat(test(Design.PAIRED, 8, 8).pValue(left8, right8)).isEqualTo(0.03125, within(1e-12));
    }

    @Test
    void listsEveryRelabellingOfFewRepeats() {
        assertThat(Relabellings.of(Design.PAIRED, 5, 5, SEED).count()).isEqualTo(32);
        assertThat(Relabellings.of(Design.UNPAIRED, 5, 5, SEED).count()).isEqualTo(252);
        assertThat(Relabellings.of(Design.UNPAIRED, 1, 1_000, SEED).count()).isEqualTo(1_001);
        assertThat(Relabellings.of(Design.UNPAIRED, 5, 5, SEED).isExact()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void samplesTheRelabellingsOfMany(Design design) {
        Relabellings many = Relabellings.of(design, 15, 15, SEED);
        assertThat(many.isExact()).isFalse();
        double sampled = new PermutationTest(many).pValue(Example.LEFT, Example.RIGHT);
        double reference = design == Design.PAIRED
                ? StudentT.pairedP(Example.LEFT, Example.RIGHT)
                : StudentT.welchP(Example.LEFT, Example.RIGHT);
        assertThat(sampled).isCloseTo(reference, within(0.005));
    }

    @Test
    void fivePairsCanNeverBeSignificantAtFivePerCent() {
        double[] slow = {200, 201, 202, 203, 204};
        double[] fast = {100, 101, 102, 103, 104};
        PermutationTest paired = test(Design.PAIRED, 5, 5);
        assertThat(paired.pValue(fast, slow)).isEqualTo(2.0 / 32);
        assertThat(paired.ratio(fast, slow, 0.95)).isEqualTo(new Interval(0, Double.POSITIVE_INFINITY, 0.95));
        assertThat(test(Design.UNPAIRED, 5, 5).pValue(fast, slow)).isEqualTo(2.0 / 252);
    }

    @Test
    void equalRepeatsShowNothing() {
        double[] same = {0.1, 0.2, 0.3, 0.1 + 0.2, 0.7, 0.8};
        double[] shuffled = {0.8, 0.7, 0.3, 0.2, 0.1, 0.1 + 0.2};
        assertThat(test(Design.PAIRED, 6, 6).pValue(same, same)).isEqualTo(1);
        assertThat(test(Design.UNPAIRED, 6, 6).pValue(same, shuffled)).isEqualTo(1);
        assertThat(test(Design.PAIRED, 6, 6).ratio(same, same, 0.95)).isEqualTo(new Interval(1, 1, 0.95));
    }

    /** Second implementation: move the second side back by every shift or ratio of a fine grid, and test what is left. */
    @ParameterizedTest
    @EnumSource
    void intervalHoldsExactlyWhatTheTestDoesNotRefuse(Design design) {
        Random random = new Random(3);
        for (int round = 0; round < 6; round++) {
            double[] first = random.doubles(7, 90, 110).toArray();
            double[] second = random.doubles(7, 95, 125).toArray();
            PermutationTest test = test(design, 7, 7);
            Interval ratio = test.ratio(first, second, 0.95);
            Interval shift = test.difference(first, second, 0.95);
            for (double step = -1; step <= 1; step += 0.037) {
                double byRatio = 1.1 + 0.3 * step;
                double[] scaled =
                        Arrays.stream(first).map(value -> value * byRatio).toArray();
                assertThat(test.pValue(scaled, second) > 0.05).isEqualTo(ratio.contains(byRatio));
                double byShift = 10 + 30 * step;
                double[] shifted =
                        Arrays.stream(first).map(value -> value + byShift).toArray();
                assertThat(test.pValue(shifted, second) > 0.05).isEqualTo(shift.contains(byShift));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void intervalCoversTheTruthAsOftenAsItSays(Design design) {
        Random random = new Random(11);
        PermutationTest test = test(design, 6, 6);
        int covered = 0;
        int rounds = 2_000;
        for (int round = 0; round < rounds; round++) {
            double[] first =
                    random.doubles(6).map(u -> 100 - 20 * Math.log1p(-u)).toArray();
            double[] second =
                    random.doubles(6).map(u -> 110 - 22 * Math.log1p(-u)).toArray();
            covered += test.ratio(first, second, 0.95).contains(1.1) ? 1 : 0;
        }
        // at least 0.95 in expectation; five standard errors of 2,000 rounds are 0.024
        assertThat((double) covered / rounds).isBetween(0.926, 1.0);
    }

    @Test
    void refusesRepeatsThatDoNotFit() {
        assertThatThrownBy(() -> Relabellings.of(Design.PAIRED, 3, 4, SEED)).hasMessageContaining("3 against 4");
        assertThatThrownBy(() -> test(Design.PAIRED, 3, 3).pValue(new double[3], new double[4]))
                .hasMessageContaining("do not fit 3 against 4");
        assertThatThrownBy(() -> test(Design.PAIRED, 3, 3).ratio(new double[3], new double[3], 0.95))
                .hasMessageContaining("above 0");
    }
}
