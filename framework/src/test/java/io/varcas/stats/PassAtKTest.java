package io.varcas.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassAtKTest {

    // By hand: 1 - C(n - c, k) / C(n, k).
    @ParameterizedTest(name = "{1} of {0} correct, k = {2}: {3}")
    @CsvSource({
        "1, 0, 1, 0",
        "1, 1, 1, 1",
        "10, 3, 1, 0.3",
        "5, 2, 3, 0.9",
        "10, 1, 5, 0.5",
        "4, 2, 2, 0.833333333333",
        "200, 199, 2, 1",
    })
    void isTheShareOfDrawsWithACorrectOutput(int n, int correct, int k, double expected) {
        assertThat(PassAtK.estimate(n, correct, k)).isCloseTo(expected, within(1e-12));
    }

    /** The mean of the estimates over all outcomes of n outputs is 1 - (1 - p)^k: it has no bias. */
    @Test
    void hasNoBias() {
        int n = 12;
        double p = 0.2;
        for (int k = 1; k <= n; k++) {
            double mean = 0;
            double probability = Math.pow(1 - p, n);
            for (int correct = 0; correct <= n; correct++) {
                mean += probability * PassAtK.estimate(n, correct, k);
                probability *= (n - correct) / (correct + 1.0) * p / (1 - p);
            }
            assertThat(mean).isCloseTo(1 - Math.pow(1 - p, k), within(1e-12));
        }
    }

    @Test
    void staysFiniteForManyOutputs() {
        assertThat(PassAtK.estimate(10_000, 10, 5_000)).isBetween(0.99, 1.0);
    }

    @Test
    void needsAsManyOutputsAsK() {
        assertThatThrownBy(() -> PassAtK.estimate(3, 1, 4)).hasMessageContaining("it needs 1 <= k <= n");
        assertThatThrownBy(() -> PassAtK.estimate(3, 4, 1)).hasMessageContaining("4 correct among 3");
    }
}
