package io.varcas.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class SeedTest {

    @Test
    void givesTheSameStreamOnEveryJvm() {
        var generator = Seed.of(42).generator();

        assertThat(new long[] {generator.nextLong(), generator.nextLong(), generator.nextLong()})
                .containsExactly(-5600175640509174766L, -6068984182338578160L, -5395223390448918216L);
    }

    @Test
    void drawsWhatTheGeneratorOfThatNameInTheJdkDraws() {
        for (long value = -100; value < 100; value++) {
            Seed seed = Seed.of(value).derive("jdk");
            RandomGenerator ours = seed.generator();
            RandomGenerator theirs =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(seed.value());

            for (int i = 0; i < 50; i++) {
                assertThat(ours.nextLong()).isEqualTo(theirs.nextLong());
                assertThat(ours.nextInt(1 + i)).isEqualTo(theirs.nextInt(1 + i));
                assertThat(ours.nextDouble()).isEqualTo(theirs.nextDouble());
                assertThat(ours.nextBoolean()).isEqualTo(theirs.nextBoolean());
            }
        }
    }

    @Test
    void derivesTheSameSeedOnEveryJvm() {
        assertThat(Seed.of(42).derive("arrivals")).isEqualTo(Seed.of(8798446164215636162L));
        assertThat(Seed.of(42).derive(7)).isEqualTo(Seed.of(3469547473384566002L));
    }

    @Test
    void derivesDifferentSeedsForDifferentPurposesAndIndices() {
        Set<Seed> seeds = new HashSet<>();
        for (String purpose : new String[] {"arrivals", "lengths", "prompts", "a", "b", "ab", "ba", "aa"}) {
            seeds.add(Seed.of(42).derive(purpose));
        }
        for (long index = -500; index < 500; index++) {
            seeds.add(Seed.of(42).derive(index));
            seeds.add(Seed.of(index).derive("arrivals"));
        }

        assertThat(seeds).hasSize(8 + 1000 + 1000 - 1); // seed 42 with "arrivals" is in both lists
    }

    @Test
    void derivedStreamsAreUncorrelated() {
        var first = Seed.of(1).derive(0).generator();
        var second = Seed.of(1).derive(1).generator();
        int n = 10_000;
        double covariance = 0;
        for (int i = 0; i < n; i++) {
            covariance += (first.nextDouble() - 0.5) * (second.nextDouble() - 0.5);
        }

        assertThat(covariance / n * 12).isBetween(-0.04, 0.04); // four standard errors of a correlation over n pairs
    }

    @Test
    void rejectsBlankPurpose() {
        assertThatThrownBy(() -> Seed.of(1).derive(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty");
    }
}
