package io.varcas.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PercentileRuleTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @ParameterizedTest
    @CsvSource({ // numpy 2.4: percentile(LEFT, 100 q, method=linear, lower, inverted_cdf)
        "0.1, 17.36, 17.0, 17.0",
        "0.5, 21.0, 21.0, 21.0",
        "0.95, 24.769999999999996, 23.6, 27.5",
        "0.99, 26.953999999999997, 23.6, 27.5"
    })
    void agreesWithNumpyToTheLastDigit(double quantile, double linear, double lower, double nearest) {
        double[] sorted = Example.LEFT.clone();
        Arrays.sort(sorted);
        assertThat(PercentileRule.LINEAR.of(sorted, quantile)).isEqualTo(linear);
        assertThat(PercentileRule.LOWER.of(sorted, quantile)).isEqualTo(lower);
        assertThat(PercentileRule.NEAREST_RANK.of(sorted, quantile)).isEqualTo(nearest);
    }

    @Test
    void nearestRankIsTheSmallestValueThatEnoughOfTheSampleDoesNotExceed() {
        Random random = new Random(5);
        for (int n = 1; n <= 100; n++) {
            double[] sorted = random.doubles(n).sorted().toArray();
            for (int percent = 1; percent <= 100; percent++) {
                int rank = 1;
                while (rank * 100 < percent * n) {
                    rank++;
                }
                assertThat(PercentileRule.NEAREST_RANK.of(sorted, percent / 100.0))
                        .isEqualTo(sorted[rank - 1]);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void coversTheEnds(PercentileRule rule) {
        double[] sorted = {1, 2, 3};
        assertThat(rule.of(sorted, 0)).isEqualTo(1);
        assertThat(rule.of(sorted, 1)).isEqualTo(3);
        assertThat(rule.of(new double[] {7}, 0.99)).isEqualTo(7);
    }

    @Test
    void keepsFailuresAtInfinity() {
        double[] sorted = {1, 2, INFINITY, INFINITY, INFINITY};
        assertThat(PercentileRule.LINEAR.of(sorted, 0.25)).isEqualTo(2);
        assertThat(PercentileRule.LINEAR.of(sorted, 0.30)).isEqualTo(INFINITY);
        assertThat(PercentileRule.LINEAR.of(sorted, 0.45)).isEqualTo(INFINITY);
        assertThat(PercentileRule.LINEAR.of(sorted, 0.90)).isEqualTo(INFINITY);
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatHasNoPercentile(PercentileRule rule) {
        assertThatThrownBy(() -> rule.of(new double[0], 0.5)).hasMessageContaining("at least 1 values; there are 0");
        assertThatThrownBy(() -> rule.of(new double[] {1}, 95)).hasMessage("quantile is 95.0; it must be from 0 to 1");
    }
}
