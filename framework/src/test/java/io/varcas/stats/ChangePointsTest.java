package io.varcas.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.traffic.Seed;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangePointsTest {

    private static final double ALPHA = 0.05;
    private static final Seed SEED = Seed.of(1);

    private static double[] series(Random random, double... levels) {
        return java.util.Arrays.stream(levels)
                .map(level -> level * (1 + 0.02 * random.nextGaussian()))
                .toArray();
    }

    private static double[] levels(int before, double first, int after, double second) {
        return IntStream.range(0, before + after)
                .mapToDouble(i -> i < before ? first : second)
                .toArray();
    }

    /** Of 200 series without a change, 5 % are 10; 20 are 3.2 standard deviations more. */
    @Test
    void findsAChangeThatIsNotThereInOneSeriesOfTwenty() {
        Random random = new Random(1);
        long found = IntStream.range(0, 200)
                .filter(i -> !ChangePoints.of(series(random, levels(12, 100, 0, 0)), ALPHA, SEED)
                        .isEmpty())
                .count();
        assertThat(found).isBetween(1L, 20L);
    }

    @Test
    void findsWhereTheLevelChanged() {
        Random random = new Random(2);
        int exact = 0;
        for (int i = 0; i < 50; i++) {
            var changes = ChangePoints.of(series(random, levels(9, 100, 5, 110)), ALPHA, SEED);
            exact += changes.size() >= 1 && changes.stream().anyMatch(change -> change.index() == 9) ? 1 : 0;
        }
        assertThat(exact).isGreaterThanOrEqualTo(48);
    }

    @Test
    void findsSeveralChanges() {
        double[] steps = IntStream.range(0, 30)
                .mapToDouble(i -> i < 10 ? 100 : i < 20 ? 120 : 100)
                .toArray();
        assertThat(ChangePoints.of(series(new Random(3), steps), ALPHA, SEED))
                .extracting(ChangePoints.Change::index)
                .contains(10, 20);
    }

    @Test
    void ranksValuesThatAreInfinite() {
        double[] failing = levels(8, 100, 6, Double.POSITIVE_INFINITY);
        assertThat(ChangePoints.of(failing, ALPHA, SEED))
                .extracting(ChangePoints.Change::index)
                .containsExactly(8);
    }

    @Test
    void findsNothingInEqualOrFewValues() {
        assertThat(ChangePoints.of(levels(20, 5, 0, 0), ALPHA, SEED)).isEmpty();
        assertThat(ChangePoints.of(new double[] {1, 1, 1, 9, 9, 9, 9}, ALPHA, SEED))
                .as("two orders of seven values are not rare enough")
                .isEmpty();
        assertThat(ChangePoints.of(new double[] {1, 1, 1, 1, 9, 9, 9, 9}, ALPHA, SEED))
                .hasSize(1);
        assertThat(ChangePoints.of(new double[0], ALPHA, SEED)).isEmpty();
    }
}
