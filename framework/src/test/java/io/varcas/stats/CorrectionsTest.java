package io.varcas.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Reference values by statsmodels' {@code multipletests}. */
class CorrectionsTest {

    private static final double[] P = {0.01, 0.04, 0.03, 0.005, 0.5};

    @Test
    void holmAgreesWithStatsmodels() {
        assertThat(Corrections.holm(P)).containsExactly(new double[] {0.04, 0.09, 0.09, 0.025, 0.5}, within(1e-12));
    }

    @Test
    void benjaminiHochbergAgreesWithStatsmodels() {
        assertThat(Corrections.benjaminiHochberg(P))
                .containsExactly(new double[] {0.025, 0.05, 0.05, 0.025, 0.5}, within(1e-12));
    }

    @Test
    void neverExceedsOne() {
        assertThat(Corrections.holm(new double[] {0.9, 0.8})).containsExactly(1, 1);
        assertThat(Corrections.benjaminiHochberg(new double[] {0.9, 0.8})).containsExactly(0.9, 0.9);
        assertThat(Corrections.holm(new double[0])).isEmpty();
    }
}
