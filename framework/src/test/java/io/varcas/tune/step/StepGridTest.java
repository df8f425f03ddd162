package io.varcas.tune.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StepGridTest {

    private static final ServerCapacity SERVER = new ServerCapacity(
            OptionalLong.of(8192),
            OptionalLong.of(256),
            OptionalLong.of(8192),
            OptionalLong.of(409_600),
            OptionalLong.of(16));

    @Test
    void hasEightyOneCellsByDefaultLessThoseThatAreInvalid() {
        List<StepConfig> cells = StepGrid.product(StepGrid.about(List.of(StepKind.MIXED), 512, 32, 32), 3, 10);

        assertThat(cells).hasSize(81);
        assertThat(cells).extracting(StepConfig::promptTokens).containsOnly(256, 512, 1024);
        assertThat(cells).extracting(StepConfig::blockSize).containsOnly(8, 16, 32);
        // as the original counts: C <= max-model-len and M * block size >= C hold for 17 of the 27 values of C, M and
        // block size
        assertThat(StepGrid.invalid(cells)).hasSize(81 - 51);
        assertThat(StepGrid.invalid(cells).get(0).reason())
                .isEqualTo("M * block size is 128 tokens, which do not hold the prompt of C = 256");
    }

    @Test
    void doesNotVaryWhatDoesNotMatterToAKind() {
        StepGrid.Axes axes = StepGrid.about(List.of(StepKind.PREFILL, StepKind.DECODE), 512, 32, 32);
        List<StepConfig> cells = StepGrid.product(axes, 3, 10);

        assertThat(cells).hasSize(9 + 27);
        assertThat(cells.get(0).name()).isEqualTo("prefill C256 B16");
        assertThat(cells.get(9).name()).isEqualTo("decode M16 B16 bs8");
        assertThat(StepGrid.invalid(cells)).isEmpty();
    }

    @Test
    void hasTheTwelveStandardConfigurationsAndTheirQuickForms() {
        assertThat(StepGrid.standard()).hasSize(12);
        assertThat(StepGrid.standard().get(11))
                .isEqualTo(new StepConfig("config_12", StepKind.MIXED, 1024, 64, 64, 32, 3, 10));
        assertThat(StepGrid.standardInBothLengths()).hasSize(24);
        assertThat(StepGrid.standardInBothLengths().get(1))
                .isEqualTo(new StepConfig("config_1_quick", StepKind.MIXED, 64, 4, 8, 16, 1, 3));
    }

    @Test
    void excludesStandardConfigurationsThatAServerCannotHold() {
        assertThat(StepGrid.standard().stream()
                        .filter(cell -> SERVER.obstacle(cell, 32).isPresent())
                        .map(StepConfig::name))
                .containsExactly("config_6");
    }

    @Test
    void excludesNothingBecauseOfLimitsThatTheServerDoesNotReport() {
        assertThat(StepGrid.standard().stream()
                        .filter(cell ->
                                ServerCapacity.UNKNOWN.obstacle(cell, 32).isPresent()))
                .isEmpty();
    }
}
