package io.varcas.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.stats.ExceedanceTest.Outcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

class ExceedanceTestTest {

    @Test
    void agreesWithTheBinomialDistribution() {
        for (int n : new int[] {1, 2, 58, 59, 64, 300, 5_000}) {
            BinomialDistribution exact = new BinomialDistribution(null, n, 0.05);
            for (int k = 0; k <= n; k += Math.max(1, n / 40)) {
                Outcome expected = exact.cumulativeProbability(k) < 0.05 - 1e-12
                        ? Outcome.WITHIN
                        : k > 0 && 1 - exact.cumulativeProbability(k - 1) < 0.05 - 1e-12
                                ? Outcome.BEYOND
                                : Outcome.OPEN;
                assertThat(ExceedanceTest.test(k, n, 0.05, 0.95))
                        .as("%d of %d", k, n)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void decidesSmallSamplesWhereTheyTell() {
        assertThat(ExceedanceTest.test(0, 64, 0.05, 0.95)).isEqualTo(Outcome.WITHIN);
        assertThat(ExceedanceTest.test(0, 58, 0.05, 0.95)).isEqualTo(Outcome.OPEN);
        assertThat(ExceedanceTest.test(4, 4, 0.05, 0.95)).isEqualTo(Outcome.BEYOND);
        assertThat(ExceedanceTest.test(0, 0, 0.05, 0.95)).isEqualTo(Outcome.OPEN);
        assertThat(ExceedanceTest.fewestSamples(0.05, 0.95)).isEqualTo(59);
        assertThat(ExceedanceTest.fewestSamples(0.01, 0.95)).isEqualTo(299);
    }

    /** A server exactly at the bound: each error has a probability of at most 5 %, and 4 standard errors of 4,000 trials are 1.4 %. */
    @Test
    void isWrongAsSeldomAsTheConfidencePromises() {
        Random random = new Random(7);
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        for (int trial = 0; trial < 4_000; trial++) {
            int exceeding = 0;
            for (int i = 0; i < 400; i++) {
                exceeding += random.nextDouble() < 0.05 ? 1 : 0;
            }
            counts.merge(ExceedanceTest.test(exceeding, 400, 0.05, 0.95), 1, Integer::sum);
        }
        assertThat(counts.getOrDefault(Outcome.WITHIN, 0)).isBetween(40, 256);
        assertThat(counts.getOrDefault(Outcome.BEYOND, 0)).isBetween(40, 256);
    }

    @Test
    void proposesSamplesThatDecide() {
        assertThat(ExceedanceTest.samplesToDecide(0, 40, 0.05, 0.95)).hasValue(59);
        long enough = ExceedanceTest.samplesToDecide(2, 100, 0.05, 0.95).orElseThrow();
        assertThat(ExceedanceTest.test(Math.round(0.02 * enough), enough, 0.05, 0.95))
                .isEqualTo(Outcome.WITHIN);
        assertThat(ExceedanceTest.samplesToDecide(5, 100, 0.05, 0.95))
                .as("as many exceed as may")
                .isEmpty();
    }

    @Test
    void refusesWhatIsNoShare() {
        assertThatThrownBy(() -> ExceedanceTest.test(5, 4, 0.05, 0.95)).hasMessage("5 of 4 is no share");
        assertThatThrownBy(() -> ExceedanceTest.test(0, 4, 0, 0.95)).hasMessageContaining("allowed share is 0.0");
    }
}
