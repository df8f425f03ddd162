package io.varcas.tune.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.tune.plan.Configuration;
import io.varcas.tune.race.Race.Lap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RaceTest {

    private static final double NOISE = 0.02;

    private static Contender of(int maxNumSeqs) {
        return new Contender(Configuration.parse("max-num-seqs=" + maxNumSeqs), Optional.empty());
    }

    /** Scores around a true one, with noise of the round that all share and noise of its own. */
    private static final class Noisy implements Race.Track {

        final List<String> laps = new ArrayList<>();
        private final Map<String, Double> truth;
        private final SplittableRandom random;
        private final List<Double> rounds = new ArrayList<>();
        private int most = Integer.MAX_VALUE;

        Noisy(Map<String, Double> truth, long seed) {
            this.truth = truth;
            this.random = new SplittableRandom(seed);
        }

        @Override
        public Lap run(Contender contender, int round) {
            while (rounds.size() <= round) {
                rounds.add(10 * NOISE * random.nextGaussian());
            }
            laps.add(contender.name() + " " + round);
            double score =
                    truth.getOrDefault(contender.name(), 0.0) + rounds.get(round) + NOISE * random.nextGaussian();
            return new Lap(OptionalDouble.of(score), false, Optional.empty());
        }

        @Override
        public boolean hasTime() {
            return laps.size() < most;
        }
    }

    @Test
    void theBestIsInToTheEndAndTheWorstIsOutEarly() throws IOException {
        Noisy track = new Noisy(Map.of("max-num-seqs=1", -1.0, "max-num-seqs=2", 0.2, "max-num-seqs=4", 0.3), 1);
        Race race = new Race(List.of(of(1), of(2), of(4)), 6, 0.95);
        assertThat(race.run(track)).isTrue();
        assertThat(race.leader().orElseThrow().contender()).isEqualTo(of(4));
        Standing worst = race.standings().get(1);
        assertThat(worst.out().orElseThrow()).startsWith("worse than max-num-seqs=4 by ");
        assertThat(worst.scores()).hasSizeLessThan(6);
        assertThat(race.standings().get(0).isIn()).isTrue();
    }

    /** Twenty races of four equal contenders: each comparison of all is wrong together in 5 of 100 races. */
    @Test
    void equalContendersAreRarelyDropped() throws IOException {
        int dropped = 0;
        for (int seed = 0; seed < 100; seed++) {
            Race race = new Race(List.of(of(1), of(2), of(4), of(8)), 5, 0.95);
            assertThat(race.run(new Noisy(Map.of(), seed))).isTrue();
            dropped += race.standings().stream().anyMatch(one -> !one.isIn()) ? 1 : 0;
        }
        assertThat(dropped).isLessThanOrEqualTo(12); // 5 expected; more than 12 has a chance of 0.1 %
    }

    @Test
    void everySecondRoundRunsInTheReverseOrder() throws IOException {
        Noisy track = new Noisy(Map.of(), 2);
        new Race(List.of(of(1)), 2, 0.95).run(track);
        assertThat(track.laps).containsExactly("baseline 0", "max-num-seqs=1 0", "max-num-seqs=1 1", "baseline 1");
    }

    @Test
    void whatCannotBeMeasuredIsOutWithItsReason() throws IOException {
        Race race = new Race(List.of(of(1), of(2)), 3, 0.95);
        Noisy others = new Noisy(Map.of(), 3);
        race.run(new Race.Track() {
            @Override
            public Lap run(Contender contender, int round) {
                return contender.equals(of(1))
                        ? new Lap(OptionalDouble.empty(), false, Optional.of("failed: it did not start"))
                        : others.run(contender, round);
            }

            @Override
            public boolean hasTime() {
                return true;
            }
        });
        assertThat(race.standings().get(1).out()).contains("failed: it did not start");
        assertThat(race.standings().get(1).scores()).hasSize(1);
    }

    private static Race.Track breaking(Noisy others, boolean baselineToo) {
        return new Race.Track() {
            @Override
            public Lap run(Contender contender, int round) {
                Lap lap = others.run(contender, round);
                boolean breaks = contender.equals(of(1)) || (baselineToo && contender.isBaseline());
                return new Lap(lap.score(), breaks, Optional.empty());
            }

            @Override
            public boolean hasTime() {
                return true;
            }
        };
    }

    @Test
    void aBrokenObjectiveEndsTheRaceUnlessTheBaselineBreaksItToo() throws IOException {
        Race race = new Race(List.of(of(1), of(2)), 4, 0.95);
        race.run(breaking(new Noisy(Map.of("max-num-seqs=1", 1.0), 4), false));
        assertThat(race.standings().get(1).out()).contains("broke an objective in 2 of 2 rounds");
        assertThat(race.leader().orElseThrow().contender()).isEqualTo(of(2));

        Race overloaded = new Race(List.of(of(1), of(2)), 4, 0.95);
        overloaded.run(breaking(new Noisy(Map.of("max-num-seqs=1", 1.0), 4), true));
        assertThat(overloaded.leader().orElseThrow().contender()).isEqualTo(of(1));
    }

    @Test
    void withoutTimeItEndsWithWhatIsKnown() throws IOException {
        Noisy track = new Noisy(Map.of("max-num-seqs=2", 0.5), 5);
        track.most = 4;
        Race race = new Race(List.of(of(1), of(2)), 5, 0.95);
        assertThat(race.run(track)).isFalse();
        assertThat(track.laps).hasSize(4);
        assertThat(race.leader().orElseThrow().contender()).isEqualTo(of(2));
    }

    @Test
    void theConfirmationIsWithinItsIntervalAndFindsNoGainInNoise() {
        SplittableRandom random = new SplittableRandom(6);
        int covered = 0;
        int better = 0;
        for (int i = 0; i < 1000; i++) {
            double[] gains = random.doubles(5)
                    .map(any -> Math.log(1.1) + NOISE * random.nextGaussian())
                    .toArray();
            double[] none =
                    random.doubles(5).map(any -> NOISE * random.nextGaussian()).toArray();
            covered += Confirmation.of(gains).interval().orElseThrow().contains(0.1) ? 1 : 0;
            better += Confirmation.of(none).isBetter() ? 1 : 0;
        }
        assertThat(covered).isBetween(920, 980); // 950 expected, 5 standard deviations of 7 apart at most
        assertThat(better).isLessThan(60); // 25 expected: one side of 5 %
        assertThat(Confirmation.of(new double[] {0.1}).isBetter()).isFalse();
        assertThat(Confirmation.of(new double[0]).gain()).isEmpty();
    }
}
