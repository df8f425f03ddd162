package io.varcas.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeanIntervalTest {

    /** Blocks that alternate around 10, so that none resembles its neighbour. */
    private static double[] alternating(int blocks) {
        return IntStream.range(0, blocks).mapToDouble(i -> i % 2 == 0 ? 9 : 11).toArray();
    }

    /** Blocks of which half are low and then half are high. */
    private static double[] shifted(double low, double high) {
        return IntStream.range(0, 20).mapToDouble(i -> i < 10 ? low : high).toArray();
    }

    @Test
    void isTheTIntervalOfIndependentBlocksInLogarithms() {
        Interval interval = MeanInterval.of(10, alternating(20), 0.95);

        double reach = StudentT.interval(alternating(20), 0.95).width() / 2 / 10;
        assertThat(interval.low()).isCloseTo(10 * Math.exp(-reach), within(1e-9));
        assertThat(interval.high()).isCloseTo(10 * Math.exp(reach), within(1e-9));
    }

    @Test
    void widensWhereNeighboursAreAlike() {
        Interval interval = MeanInterval.of(10, shifted(9, 11), 0.95);

        assertThat(interval.width())
                .isGreaterThan(3 * MeanInterval.of(10, alternating(20), 0.95).width());
    }

    @Test
    void boundsNothingWhereTheBlocksSayNothing() {
        Interval interval = MeanInterval.of(10, shifted(1, 19), 0.95);

        assertThat(interval.low()).isZero();
        assertThat(interval.high()).isInfinite();
    }

    @Test
    void isSymmetricAroundANegativeValue() {
        Interval interval = MeanInterval.of(-1, alternating(20), 0.95);

        assertThat(interval.low() + interval.high()).isCloseTo(-2, within(1e-9));
    }

    @Test
    void equalBlocksHaveNoWidth() {
        assertThat(MeanInterval.of(3, new double[] {3, 3, 3, 3, 3, 3, 3, 3}, 0.95)
                        .width())
                .isZero();
    }

    @Test
    void needsEightBlocks() {
        assertThatThrownBy(() -> MeanInterval.of(10, alternating(7), 0.95)).hasMessageContaining("8");
    }
}
