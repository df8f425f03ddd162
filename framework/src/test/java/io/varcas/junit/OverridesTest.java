package io.varcas.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.setting.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OverridesTest {

    private static final List<String> KNOWN = Settings.names();

    @Test
    void aPropertyWinsOverAVariable() {
        Overrides overrides =
                new Overrides(Map.of("varcas.rate", "5"), Map.of("VARCAS_RATE", "7", "VARCAS_USERS", "3"));

        assertThat(overrides.find("rate")).contains("5");
        assertThat(overrides.find("users")).contains("3");
        assertThat(overrides.find("seed")).isEmpty();
    }

    @Test
    void whatIsBlankIsNotSet() {
        assertThat(new Overrides(Map.of("varcas.rate", " "), Map.of("VARCAS_RATE", "7")).find("rate"))
                .contains("7");
    }

    @ParameterizedTest
    @CsvSource({
        "rate, VARCAS_RATE",
        "measurement.time, VARCAS_MEASUREMENT_TIME",
        "inputTokens.mean, VARCAS_INPUT_TOKENS_MEAN",
        "sampling.topP, VARCAS_SAMPLING_TOP_P"
    })
    void variablesAreNamedAsSettings(String name, String variable) {
        assertThat(Overrides.variable(name)).isEqualTo(variable);
    }

    @Test
    void noTwoSettingsShareAVariable() {
        assertThat(KNOWN.stream().map(Overrides::variable)).doesNotHaveDuplicates();
    }

    @Test
    void namesTheNearestOfASlip() {
        Overrides overrides = new Overrides(Map.of("varcas.raet", "5"), Map.of("VARCAS_INPUT_TOKEN_MEAN", "7"));

        assertThat(overrides.slips(KNOWN))
                .containsExactly(
                        "unknown setting \"varcas.raet\"; did you mean \"varcas.rate\"?",
                        "unknown setting \"VARCAS_INPUT_TOKEN_MEAN\"; did you mean \"VARCAS_INPUT_TOKENS_MEAN\"?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"varcas.version", "varcas.browser.required", "java.home"})
    void leavesToOthersWhatIsTheirs(String property) {
        assertThat(new Overrides(Map.of(property, "x"), Map.of("VARCAS_API_KEY", "k")).slips(KNOWN))
                .isEmpty();
    }
}
