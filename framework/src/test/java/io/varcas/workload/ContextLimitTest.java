package io.varcas.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.workload.ContextLimit.Lengths;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ContextLimitTest {

    private static final ContextLimit LIMIT = new ContextLimit(OptionalInt.of(1050), 50);

    @Test
    void leavesWhatFits() {
        assertThat(LIMIT.fit(new Lengths(900, 100), 1, 1)).isEqualTo(new Lengths(900, 100));
        assertThat(new ContextLimit(OptionalInt.empty(), 50).fit(new Lengths(900_000, 1), 1, 1))
                .isEqualTo(new Lengths(900_000, 1));
    }

    @Test
    void shortensBothByTheSameFactor() {
        assertThat(LIMIT.fit(new Lengths(1500, 500), 1, 1)).isEqualTo(new Lengths(750, 250));
    }

    @Test
    void takesFromTheOtherWhatOneMustKeep() {
        assertThat(LIMIT.fit(new Lengths(1500, 500), 900, 1)).isEqualTo(new Lengths(900, 100));
        assertThat(LIMIT.fit(new Lengths(1500, 500), 1, 400)).isEqualTo(new Lengths(600, 400));
        assertThat(LIMIT.fit(new Lengths(5000, 500), 600, 400)).isEqualTo(new Lengths(600, 400));
    }

    @Test
    void neverExceedsTheLimitAndNeverFallsBelowTheLeast() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        for (int i = 0; i < 100_000; i++) {
            int leastInput = 1 + random.nextInt(500);
            int leastOutput = 1 + random.nextInt(500);
            Lengths drawn = new Lengths(leastInput + random.nextInt(5000), leastOutput + random.nextInt(5000));
            Lengths fitted = LIMIT.fit(drawn, leastInput, leastOutput);
            assertThat(fitted.input()).isBetween(leastInput, drawn.input());
            assertThat(fitted.output()).isBetween(leastOutput, drawn.output());
            assertThat(fitted.input() + fitted.output()).isLessThanOrEqualTo(1000);
        }
    }

    @Test
    void refusesWhatCannotFit() {
        assertThatThrownBy(() -> LIMIT.fit(new Lengths(700, 400), 700, 400))
                .isInstanceOf(PromptException.class)
                .hasMessage(
                        "prompts of at least 700 and outputs of at least 400 tokens do not fit into the context of 1050"
                                + " less a margin of 50; lower inputTokens.min or outputTokens.min, or serve the model with a longer"
                                + " context");
    }
}
