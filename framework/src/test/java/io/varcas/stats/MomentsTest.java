package io.varcas.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MomentsTest {

    private static final double EXACT = 1e-12;

    @Test
    void knowsBothStandardDeviations() {
        Moments moments = Moments.of(new double[] {2, 4, 4, 4, 5, 5, 7, 9});
        assertThat(moments.mean()).isEqualTo(5);
        assertThat(moments.populationSd()).isEqualTo(2);
        assertThat(moments.sampleSd()).isCloseTo(Math.sqrt(32.0 / 7), within(EXACT));
        assertThat(moments.variation()).isCloseTo(Math.sqrt(32.0 / 7) / 5, within(EXACT));
    }

    @Test
    void keepsASmallSpreadOnALargeMean() {
        assertThat(Moments.of(new double[] {1e9 + 1, 1e9 + 2, 1e9 + 3}).sampleSd())
                .isEqualTo(1);
    }

    @Test
    void oneValueHasNoSpread() {
        assertThat(Moments.of(new double[] {3}).sampleSd()).isNaN();
        assertThat(Moments.of(new double[] {3}).populationSd()).isZero();
    }

    @Test
    void variationOfEqualValuesIsZeroEvenAroundZero() {
        assertThat(Moments.of(new double[] {0, 0}).variation()).isZero();
        assertThat(Moments.of(new double[] {-1, 1}).variation()).isInfinite();
    }
}
