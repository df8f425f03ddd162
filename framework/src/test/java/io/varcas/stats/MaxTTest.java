package io.varcas.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.varcas.traffic.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MaxTTest {

    private static final Seed SEED = Seed.of(1);

    private static double[] normal(Random random, int n, double mean) {
        return DoubleStream.generate(() -> mean + random.nextGaussian())
                .limit(n)
                .toArray();
    }

    @ParameterizedTest
    @EnumSource
    void oneMetricNeedsNoCorrection(Design design) {
        Random random = new Random(2);
        Relabellings relabellings = Relabellings.of(design, 6, 6, SEED);
        for (int round = 0; round < 50; round++) {
            double[] first = normal(random, 6, 0);
            double[] second = normal(random, 6, 1);
            double[] adjusted = new MaxT(relabellings).adjusted(design, List.of(first), List.of(second));
            assertThat(adjusted[0]).isEqualTo(new PermutationTest(relabellings).pValue(first, second), within(1e-12));
        }
    }

    @ParameterizedTest
    @EnumSource
    void metricsThatSayTheSameCostNothing(Design design) {
        Random random = new Random(4);
        double[] first = normal(random, 7, 50);
        double[] second = normal(random, 7, 52);
        Relabellings relabellings = Relabellings.of(design, 7, 7, SEED);
        double alone = new PermutationTest(relabellings).pValue(first, second);
        List<double[]> firsts = new ArrayList<>();
        List<double[]> seconds = new ArrayList<>();
        for (int copy = 1; copy <= 10; copy++) {
            int scale = copy;
            firsts.add(DoubleStream.of(first).map(value -> value * scale).toArray());
            seconds.add(DoubleStream.of(second).map(value -> value * scale).toArray());
        }
        assertThat(new MaxT(relabellings).adjusted(design, firsts, seconds))
                .containsOnly(new double[] {alone}, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource
    void falseAlarmsStayAtTheLevelWhateverTheNumberOfMetrics(Design design) {
        Random random = new Random(9);
        Relabellings relabellings = Relabellings.of(design, 6, 6, SEED);
        int alarms = 0;
        int rounds = 1_000;
        for (int round = 0; round < rounds; round++) {
            List<double[]> firsts = new ArrayList<>();
            List<double[]> seconds = new ArrayList<>();
            for (int metric = 0; metric < 12; metric++) {
                firsts.add(normal(random, 6, 100));
                seconds.add(normal(random, 6, 100));
            }
            double least = DoubleStream.of(new MaxT(relabellings).adjusted(design, firsts, seconds))
                    .min()
                    .orElseThrow();
            alarms += least <= 0.05 ? 1 : 0;
        }
        // 5 % expected; four standard errors of 1,000 rounds are 2.8 %
        assertThat((double) alarms / rounds).isLessThan(0.078);
    }

    @Test
    void findsTheOneMetricThatChanged() {
        Random random = new Random(6);
        List<double[]> firsts = new ArrayList<>();
        List<double[]> seconds = new ArrayList<>();
        for (int metric = 0; metric < 8; metric++) {
            firsts.add(normal(random, 8, 100));
            seconds.add(normal(random, 8, metric == 3 ? 110 : 100));
        }
        double[] adjusted =
                new MaxT(Relabellings.of(Design.PAIRED, 8, 8, SEED)).adjusted(Design.PAIRED, firsts, seconds);
        assertThat(adjusted[3]).isLessThan(0.05);
        for (int metric = 0; metric < 8; metric++) {
            assertThat(adjusted[metric]).isGreaterThanOrEqualTo(adjusted[3]);
            assertThat(metric == 3 || adjusted[metric] > 0.05).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void metricsThatNeverVaryShowNothing(Design design) {
        double[] same = {20, 20, 20, 20, 20, 20};
        double[] adjusted =
                new MaxT(Relabellings.of(design, 6, 6, SEED)).adjusted(design, List.of(same), List.of(same));
        assertThat(adjusted).containsExactly(1);
    }
}
