package io.varcas.tune.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.tune.capacity.StoppingRule.Decision;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoppingRuleTest {

    /** MLPerf's table: 99th percentile with 0, 1 and 2 queries above the latency needs 459, 662 and 838 queries. */
    @ParameterizedTest
    @CsvSource({"0, 459", "1, 662", "2, 838"})
    void passesAsMlperfDoes(int beyond, int queries) {
        assertThat(StoppingRule.MLPERF.decide(beyond, queries, 0.01)).isEqualTo(Decision.WITHIN);
        assertThat(StoppingRule.MLPERF.decide(beyond, queries - 2, 0.01)).isEqualTo(Decision.OPEN);
    }

    @ParameterizedTest
    @CsvSource({"0.5, WITHIN", "2, BEYOND"})
    void errsInFewOfManySequentialTests(double odds, Decision right) {
        SplittableRandom random = new SplittableRandom(5);
        double allowed = 0.05;
        double share = odds * allowed / (1 - allowed) / (1 + odds * allowed / (1 - allowed));
        int wrong = 0;
        for (int test = 0; test < 1_000; test++) {
            int beyond = 0;
            int n = 0;
            Decision decision = Decision.OPEN;
            while (decision == Decision.OPEN) {
                n++;
                beyond += random.nextDouble() < share ? 1 : 0;
                decision = StoppingRule.SPRT.decide(beyond, n, allowed);
            }
            wrong += decision == right ? 0 : 1;
        }
        assertThat(wrong).isLessThan(70); // Wald's bound is 50 of 1,000; 70 is three standard errors above
    }

    @Test
    void decidesSoonerFarFromTheBound() {
        assertThat(StoppingRule.SPRT.decide(30, 30, 0.05)).isEqualTo(Decision.BEYOND);
        assertThat(StoppingRule.SPRT.decide(0, 30, 0.05)).isEqualTo(Decision.OPEN);
        assertThat(StoppingRule.SPRT.decide(0, 60, 0.05)).isEqualTo(Decision.WITHIN);
    }
}
