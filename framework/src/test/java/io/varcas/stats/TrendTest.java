package io.varcas.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TrendTest {

    @Test
    void agreesWithScipysKendall() {
        Trend trend = Trend.of(new double[] {1, 3, 2, 5, 4, 7, 6, 8, 10, 9});
        assertThat(trend.tau()).isEqualTo(0.8222222222222222, within(1e-12));
        assertThat(trend.pValue()).isEqualTo(0.0003576940035273369, within(1e-12));
    }

    @Test
    void correctsForTies() {
        // S = 22 of 28 pairs, var = (8*7*21 - 2*1*9 - 3*2*11) / 18 = 60.667; with continuity z = 21 / 7.789 = 2.696
        Trend trend = Trend.of(new double[] {1, 2, 2, 3, 3, 3, 5, 4});
        assertThat(trend.pValue()).isEqualTo(0.00701, within(2e-4));
    }

    @Test
    void medianSlopeIgnoresOneWildValue() {
        assertThat(Trend.of(new double[] {10, 12, 14, 999, 18, 20, 22}).slope()).isEqualTo(2);
    }

    @Test
    void constantValuesHaveNoTrend() {
        assertThat(Trend.of(new double[] {5, 5, 5, 5})).isEqualTo(new Trend(0, 1, 0));
    }

    @Test
    void twoValuesAreTooFew() {
        assertThatThrownBy(() -> Trend.of(new double[] {1, 2})).hasMessageContaining("at least 3");
    }
}
