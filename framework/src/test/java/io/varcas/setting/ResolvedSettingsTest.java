package io.varcas.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.setting.type.SettingException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolvedSettingsTest {

    /** Every subset of the three written layers: the command line before the file before the annotation before the default. */
    @ParameterizedTest
    @CsvSource({
        "true,  true,  true,  2, COMMAND_LINE",
        "true,  true,  false, 2, COMMAND_LINE",
        "true,  false, true,  2, COMMAND_LINE",
        "true,  false, false, 2, COMMAND_LINE",
        "false, true,  true,  3, CONFIG_FILE",
        "false, true,  false, 3, CONFIG_FILE",
        "false, false, true,  4, ANNOTATION",
        "false, false, false, 1, DEFAULT",
    })
    void takesTheValueOfTheStrongestLayer(
            boolean commandLine, boolean file, boolean annotation, double rate, Layer layer) {
        Map<Layer, Map<String, String>> layers = new EnumMap<>(Layer.class);
        layers.put(Layer.COMMAND_LINE, commandLine ? Map.of("rate", "2") : Map.of());
        layers.put(Layer.CONFIG_FILE, file ? Map.of("rate", "3") : Map.of());
        layers.put(Layer.ANNOTATION, annotation ? Map.of("rate", "4") : Map.of());
        ResolvedSettings settings = ResolvedSettings.of(layers);
        assertThat(settings.get(Settings.RATE)).isEqualTo(rate);
        assertThat(settings.layerOf(Settings.RATE)).isEqualTo(layer);
    }

    @Test
    void resolvesEachSettingOnItsOwn() {
        ResolvedSettings settings = ResolvedSettings.of(Map.of(
                Layer.COMMAND_LINE, Map.of("seed", "7"),
                Layer.ANNOTATION, Map.of("seed", "8", "users", "9")));
        assertThat(settings.get(Settings.SEED)).isEqualTo(7);
        assertThat(settings.get(Settings.USERS)).isEqualTo(9);
        assertThat(settings.layerOf(Settings.USERS)).isEqualTo(Layer.ANNOTATION);
        assertThat(settings.values()).containsOnlyKeys("seed", "users");
    }

    @Test
    void hasNoValueForASettingWithoutDefaultThatNobodySet() {
        ResolvedSettings settings = ResolvedSettings.of(Map.of());
        assertThat(settings.find(Settings.MODEL)).isEqualTo(Optional.empty());
        assertThatThrownBy(() -> settings.get(Settings.MODEL)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void namesTheFaultOfAValueThatBreaksItsRule() {
        ResolvedSettings settings = ResolvedSettings.of(Map.of(Layer.CONFIG_FILE, Map.of("rate", "-5")));
        assertThatThrownBy(() -> settings.get(Settings.RATE))
                .isInstanceOf(SettingException.class)
                .hasMessage("rate = \"-5\": must be a number greater than 0; did you mean 5?");
    }
}
