package io.varcas.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.varcas.stats.EffectSize.Magnitude;
import org.junit.jupiter.api.Test;

class EffectSizeTest {

    private static final double[] A = {1, 2, 3, 4, 5};
    private static final double[] B = {3, 4, 5, 6, 7};

    @Test
    void cohensDIsTheDifferenceInPooledStandardDeviations() {
        assertThat(EffectSize.cohensD(A, B)).isCloseTo(2 / Math.sqrt(2.5), within(1e-12));
        assertThat(EffectSize.cohensD(B, A)).isCloseTo(-2 / Math.sqrt(2.5), within(1e-12));
    }

    @Test
    void hedgesShrinksIt() {
        // J(8) = gamma(4) / (2 gamma(3.5)), by SciPy
        assertThat(EffectSize.hedgesG(A, B)).isCloseTo(0.90270333367641 * 2 / Math.sqrt(2.5), within(1e-12));
    }

    @Test
    void cliffsDeltaCountsWinsLessLosses() {
        assertThat(EffectSize.cliffsDelta(A, B)).isCloseTo((19 - 3) / 25.0, within(1e-12));
        assertThat(EffectSize.cliffsDelta(A, A)).isZero();
        assertThat(EffectSize.cliffsDelta(new double[] {1}, new double[] {2, 3}))
                .isEqualTo(1);
    }

    @Test
    void equalMeansWithoutSpreadHaveNoEffect() {
        assertThat(EffectSize.cohensD(new double[] {1, 1}, new double[] {1, 1})).isZero();
        assertThat(EffectSize.cohensD(new double[] {1, 1}, new double[] {2, 2})).isInfinite();
    }

    @Test
    void hasCohensWords() {
        assertThat(Magnitude.of(-0.19)).isEqualTo(Magnitude.NEGLIGIBLE);
        assertThat(Magnitude.of(0.2)).isEqualTo(Magnitude.SMALL);
        assertThat(Magnitude.of(-0.5)).isEqualTo(Magnitude.MEDIUM);
        assertThat(Magnitude.of(0.8)).isEqualTo(Magnitude.LARGE);
    }

    @Test
    void oneValueHasNoSpreadToMeasureBy() {
        assertThatThrownBy(() -> EffectSize.cohensD(new double[] {1}, A)).hasMessageContaining("at least 2");
    }
}
