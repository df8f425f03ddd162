package io.varcas.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Reference values by SciPy 1.17. */
class StudentTTest {

    private static final double CLOSE = 1e-9; // commons-math inverts the t-distribution to 1e-9

    @Test
    void welchAgreesWithScipy() {
        assertThat(StudentT.welchP(Example.LEFT, Example.RIGHT)).isCloseTo(0.021378001462866992, within(CLOSE));
        Interval interval = StudentT.welchInterval(Example.LEFT, Example.RIGHT, 0.95);
        assertThat(interval.low()).isCloseTo(0.3492370661924069, within(CLOSE));
        assertThat(interval.high()).isCloseTo(3.984096267140929, within(CLOSE));
    }

    @Test
    void pairedTestAgreesWithScipy() {
        assertThat(StudentT.pairedP(Example.BEFORE, Example.AFTER)).isCloseTo(0.016176627434908088, within(CLOSE));
    }

    @Test
    void intervalOfAMeanAgreesWithScipy() {
        Interval interval = StudentT.interval(Example.BEFORE, 0.95);
        assertThat(interval.low()).isCloseTo(1.2166123036181211, within(CLOSE));
        assertThat(interval.high()).isCloseTo(2.316721029715212, within(CLOSE));
    }

    @Test
    void valuesWithoutSpreadDecideByTheirMeans() {
        double[] ones = {1, 1, 1};
        double[] twos = {2, 2, 2};
        assertThat(StudentT.welchP(ones, ones)).isEqualTo(1);
        assertThat(StudentT.welchP(ones, twos)).isZero();
        assertThat(StudentT.welchInterval(ones, twos, 0.95)).isEqualTo(new Interval(1, 1, 0.95));
    }

    @Test
    void oneValueIsTooFew() {
        assertThatThrownBy(() -> StudentT.interval(new double[] {1}, 0.95))
                .hasMessage("a t-interval needs at least 2 values; there are 1");
        assertThatThrownBy(() -> StudentT.pairedP(new double[2], new double[3])).hasMessageContaining("needs pairs");
        assertThatThrownBy(() -> StudentT.interval(new double[2], 95)).hasMessageContaining("between 0 and 1");
    }
}
