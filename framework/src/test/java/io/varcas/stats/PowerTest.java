package io.varcas.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerTest {

    @ParameterizedTest
    @CsvSource({ // by the noncentral t: statsmodels' TTestIndPower and TTestPower, alpha 0.05, power 0.8
        "UNPAIRED, 4, 2.3807", "UNPAIRED, 5, 2.0244", "UNPAIRED, 10, 1.3249", "UNPAIRED, 64, 0.4991",
        "PAIRED, 8, 1.1560", "PAIRED, 10, 0.9960", "PAIRED, 20, 0.6604", "PAIRED, 64, 0.3557"
    })
    void agreesWithTheNoncentralT(Design design, int repeats, double expected) {
        assertThat(new Power(design, 0.05, 0.8).detectable(1, repeats)).isCloseTo(expected, withinPercentage(1));
    }

    @Test
    void aMediumEffectNeedsTheTextbooks64() {
        assertThat(new Power(Design.UNPAIRED, 0.05, 0.8).repeatsFor(0.5, 1)).isEqualTo(64);
        assertThat(new Power(Design.PAIRED, 0.05, 0.8).repeatsFor(0.5, 1)).isEqualTo(34);
    }

    @Test
    void repeatsForAnEffectAreTheFewestThatFindIt() {
        for (Design design : Design.values()) {
            Power power = new Power(design, 0.05, 0.9);
            for (double difference = 0.05; difference < 4; difference *= 1.3) {
                int repeats = power.repeatsFor(difference, 1);
                assertThat(power.detectable(1, repeats)).isLessThanOrEqualTo(difference);
                assertThat(power.detectable(1, repeats - 1)).isGreaterThan(difference);
            }
        }
    }

    @Test
    void noRepeatsTooFewForThePermutationTestFindAnything() {
        assertThat(Design.PAIRED.fewestRepeats(0.05)).isEqualTo(6);
        assertThat(Design.UNPAIRED.fewestRepeats(0.05)).isEqualTo(4);
        assertThat(Design.PAIRED.fewestRepeats(0.01)).isEqualTo(8);
        assertThat(new Power(Design.PAIRED, 0.05, 0.8).detectable(0.001, 5)).isInfinite();
        assertThat(new Power(Design.PAIRED, 0.05, 0.8).repeatsFor(1_000, 0.001)).isEqualTo(6);
    }

    @Test
    void refusesWhatCannotBeFound() {
        Power power = new Power(Design.PAIRED, 0.05, 0.8);
        assertThatThrownBy(() -> power.repeatsFor(0, 1)).hasMessageContaining("must be above 0");
        assertThatThrownBy(() -> power.repeatsFor(1e-9, 1)).hasMessageContaining("more than a million repeats");
        assertThatThrownBy(() -> new Power(Design.PAIRED, 5, 0.8)).hasMessageContaining("alpha is 5.0");
    }
}
