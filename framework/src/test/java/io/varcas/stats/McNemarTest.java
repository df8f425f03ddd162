package io.varcas.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Binomial tails by SciPy: P(X <= 4) and P(X = 4) of 15 with one half. */
class McNemarTest {

    @Test
    void isTheBinomialTailOfTheItemsThatChanged() {
        McNemar worse = new McNemar(11, 4);
        assertThat(worse.pValue()).isEqualTo(0.11846923828124999, within(1e-12));
        assertThat(worse.worseP()).isEqualTo(0.05923461914062499, within(1e-12));
        assertThat(worse.worseMidP()).isEqualTo(0.03840637207031243, within(1e-12));
    }

    @Test
    void gainsAreNoLoss() {
        assertThat(new McNemar(4, 11).worseP()).isGreaterThan(0.9);
        assertThat(new McNemar(4, 11).pValue()).isEqualTo(new McNemar(11, 4).pValue());
    }

    @Test
    void nothingChangedShowsNothing() {
        assertThat(new McNemar(0, 0).pValue()).isEqualTo(1);
        assertThat(new McNemar(0, 0).worseMidP()).isEqualTo(0.5);
    }
}
