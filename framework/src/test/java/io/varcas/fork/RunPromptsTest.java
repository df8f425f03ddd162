package io.varcas.fork;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.traffic.Seed;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RunPromptsTest {

    @Test
    void countsWhatWasThereBeforeAsASetDoes() {
        RunPrompts prompts = new RunPrompts();
        Set<Long> before = new HashSet<>();
        RandomGenerator random = Seed.of(1).generator();
        for (int fork = 0; fork < 50; fork++) {
            long[] own = LongStream.generate(() -> random.nextLong(-500, 500))
                    .limit(fork)
                    .sorted()
                    .distinct()
                    .toArray();
            assertThat(prompts.add(own))
                    .isEqualTo((int) LongStream.of(own).filter(before::contains).count());
            LongStream.of(own).forEach(before::add);
        }
    }
}
