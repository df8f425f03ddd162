package io.varcas.compare;

import static io.varcas.compare.match.CompareOptions.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.compare.match.CompareOptions;
import io.varcas.compare.match.Side;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The share of right comparisons, on synthetic runs of an open loop whose rates say nothing of the server. */
class ComparisonPowerTest {

    private static final int FEWEST = 4;
    private static final int ROUNDS = 100;
    private static final int MOST = 80;

    private static Side side(String name, int runs, double level, double noise, long chance) {
        Random random = new Random(new SplittableRandom(chance).nextLong());
        return new Side(
                name,
                IntStream.range(0, runs)
                        .mapToObj(i -> TestRun.of("ttft.p50", 40 * level * (1 + noise * random.nextGaussian()))
                                .with("ttft.p95", 90 * level * (1 + noise * random.nextGaussian()))
                                .with("tpot.p50", 12 * level * (1 + noise * random.nextGaussian()))
                                .with("e2e.p50", 900 * level * (1 + noise * random.nextGaussian()))
                                .with("throughput.requests", 5)
                                .with("rate.offered", 5)
                                .with("rate.failed", 0)
                                .seed(i)
                                .build())
                        .toList());
    }

    private static Comparison compare(int runs, double level, double noise, int round, CompareOptions options) {
        return Comparison.of(
                side("A", runs, 1, noise, 2L * round), side("B", runs, level, noise, 2L * round + 1), options);
    }

    /** Returns the most repeats that a metric of the comparison asks for. */
    private static int asked(Comparison comparison, int runs) {
        return comparison.trials().get(0).metrics().stream()
                .flatMap(metric -> metric.evidence().stream())
                .flatMap(evidence -> evidence.repeatsNeeded().stream())
                .mapToInt(Integer::intValue)
                .map(needed -> Math.min(MOST, needed))
                .max()
                .orElse(runs);
    }

    @Test
    void callsAtMostFiveOfAHundredEqualPairsDifferent() {
        long different = IntStream.range(0, ROUNDS)
                .mapToObj(round -> compare(8, 1, 0.02, round, DEFAULT).verdict())
                .filter(verdict -> verdict == ChangeVerdict.BETTER || verdict == ChangeVerdict.WORSE)
                .count();
        assertThat(different).isLessThanOrEqualTo(ROUNDS / 20);
    }

    @Test
    void findsAFivePerCentSlowDownWithTheRepeatsItAsksFor() {
        CompareOptions options = DEFAULT.withEffect(0.05);
        int found = 0;
        for (int round = 0; round < 20; round++) {
            int runs = FEWEST;
            Comparison comparison = compare(runs, 1.05, 0.02, round, options);
            while (comparison.verdict() == ChangeVerdict.INCONCLUSIVE && runs < MOST) {
                runs = Math.min(MOST, Math.max(2 * runs, asked(comparison, runs)));
                comparison = compare(runs, 1.05, 0.02, round, options);
            }
            found += comparison.verdict() == ChangeVerdict.WORSE ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(19);
    }

    @Test
    void acceptsNoServerThatIsSlowerByATenth() {
        for (double noise : List.of(0.02, 0.1)) {
            long accepted = IntStream.range(0, 50)
                    .filter(round -> {
                        Side slower = side("B", 6, 1.1, noise, 2L * round + 1);
                        Comparison comparison = Comparison.of(side("A", 6, 1, noise, 2L * round), slower, DEFAULT);
                        return AcceptanceRule.NOT_WORSE
                                        .decide(comparison, slower)
                                        .outcome()
                                == Decision.Outcome.ACCEPTED;
                    })
                    .count();
            assertThat(accepted).as("noise %s", noise).isZero();
        }
    }
}
