package io.varcas.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProportionTest {

    @Test
    void agreesWithNewcombesExample() {
        // Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263 gives 0.2553 to 0.3662
        Interval interval = Proportion.wilson(81, 263, 0.95);
        assertThat(interval.low()).isCloseTo(0.2552885198782742, within(1e-9));
        assertThat(interval.high()).isCloseTo(0.36620957698280004, within(1e-9));
    }

    @Test
    void hasWidthAtTheEnds() {
        Interval none = Proportion.wilson(0, 20, 0.95);
        assertThat(none.low()).isZero();
        assertThat(none.high()).isCloseTo(0.1611251580528194, within(1e-9));
        assertThat(Proportion.wilson(20, 20, 0.95).high()).isEqualTo(1);
    }

    @Test
    void refusesWhatIsNoShare() {
        assertThatThrownBy(() -> Proportion.wilson(3, 2, 0.95)).hasMessage("3 of 2 is no share");
    }
}
