package io.varcas.sizing.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ObjectivesTest {

    private static final LatencyTargets TTFT = LatencyTargets.ofMillis(200, 500, 1_000);
    private static final LatencyTargets TPOT = LatencyTargets.ofMillis(50, 80, 120);

    @Test
    void findsAnEndToEndTargetThatContradictsTheOthers() {
        Objectives seed = new Objectives(TTFT, TPOT, LatencyTargets.ofMillis(2_000, 60_000, 90_000));

        // 512 tokens at 50 ms take 25.75 s however fast the first one comes.
        assertThat(seed.contradictions(quantile -> 512))
                .singleElement()
                .asString()
                .contains("2000 ms", "25750 ms", "512");
        assertThat(seed.contradictions(quantile -> 30)).isEmpty();
    }

    @Test
    void followsFromTtftAndTpotWhereBothArePromised() {
        assertThat(Objectives.of(TTFT, TPOT)
                        .impliedE2eSeconds(Quantile.P50, 101)
                        .orElseThrow())
                .isCloseTo(5.2, within(1e-9));
        assertThat(Objectives.of(TTFT, LatencyTargets.NONE).impliedE2eSeconds(Quantile.P50, 101))
                .isEmpty();
    }

    @Test
    void refusesAHigherQuantileWithALowerTarget() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new LatencyTargets(OptionalDouble.of(0.5), OptionalDouble.of(0.4), OptionalDouble.empty()))
                .withMessageContaining("p95 of 0.4 s is below p50 of 0.5 s");
    }

    @Test
    void anIntervalReachingBeyondTheTargetIsARisk() {
        Estimate estimate = new Estimate(0.9, 0.8, 1.2);

        assertThat(ObjectiveRow.of(LatencyMetric.TPOT, Quantile.P50, 1, estimate, 0, false)
                        .status())
                .isEqualTo(ObjectiveRow.Status.AT_RISK);
        assertThat(ObjectiveRow.of(LatencyMetric.TPOT, Quantile.P50, 1.3, estimate, 0, false)
                        .status())
                .isEqualTo(ObjectiveRow.Status.MEETS);
        assertThat(ObjectiveRow.of(LatencyMetric.TPOT, Quantile.P50, 1, estimate, 0.2, false)
                        .status())
                .isEqualTo(ObjectiveRow.Status.MISSES);
    }
}
