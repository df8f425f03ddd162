package io.varcas.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Reference values by SciPy 1.17. */
class MannWhitneyTest {

    @Test
    void countsExactlyWithoutTies() {
        // permeability constants of the human chorioamnion (Hollander and Wolfe, 1973, 69f.; R's example)
        double[] term = {0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
        double[] earlier = {1.15, 0.88, 0.90, 0.74, 1.21};
        MannWhitney test = MannWhitney.of(earlier, term);
        assertThat(test.u()).isEqualTo(35);
        assertThat(test.exact()).isTrue();
        assertThat(test.pValue()).isEqualTo(0.2544122544122544, within(1e-12));
    }

    @Test
    void staysExactForLargeSamples() {
        double[] a = IntStream.range(0, 30).mapToDouble(i -> i * 1.7 + 0.05).toArray();
        double[] b = IntStream.range(0, 40).mapToDouble(i -> i * 1.5 + 0.3).toArray();
        assertThat(MannWhitney.of(b, a).u()).isEqualTo(503);
        assertThat(MannWhitney.of(b, a).pValue()).isEqualTo(0.25390795720101705, within(1e-12));
    }

    @Test
    void correctsForTies() {
        MannWhitney test = MannWhitney.of(new double[] {2, 3, 4, 5, 6, 6, 7, 8}, new double[] {1, 2, 2, 3, 4, 4, 5});
        assertThat(test.u()).isEqualTo(11);
        assertThat(test.exact()).isFalse();
        assertThat(test.pValue()).isEqualTo(0.05378813036869443, within(1e-9));
    }

    @Test
    void equalValuesShowNothing() {
        assertThat(MannWhitney.of(new double[] {1, 1}, new double[] {1, 1}).pValue())
                .isEqualTo(1);
    }
}
