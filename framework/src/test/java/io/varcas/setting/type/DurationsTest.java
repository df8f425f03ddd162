package io.varcas.setting.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "7ns, PT0.000000007S",
        "7us, PT0.000007S",
        "250ms, PT0.25S",
        "10s, PT10S",
        "10, PT10S",
        "0.1, PT0.1S",
        "3m, PT3M",
        "3min, PT3M",
        "2h, PT2H",
        "2hr, PT2H",
        "1day, PT24H",
        "1.5 h, PT1H30M",
    })
    void readsJmhsNotation(String text, Duration duration) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
        assertThat(Durations.parse(Durations.format(duration))).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1s", "1 2", "10sec", "1e3", "1,5s", "99999999999h"})
    void refusesOthers(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"");
    }

    @Test
    void writesTheLargestWholeUnit() {
        assertThat(Durations.format(Duration.ZERO)).isEqualTo("0s");
        assertThat(Durations.format(Duration.ofDays(2))).isEqualTo("48h");
        assertThat(Durations.format(Duration.ofSeconds(90))).isEqualTo("90s");
        assertThat(Durations.format(Duration.ofNanos(1_000_001))).isEqualTo("1000001ns");
    }

    @Test
    void isBriefForPeople() {
        assertThat(Durations.brief(Duration.ofNanos(4_635_404_036L))).isEqualTo("4.64s");
        assertThat(Durations.brief(Duration.ofNanos(1_000_001))).isEqualTo("1ms");
        assertThat(Durations.brief(Duration.ofMillis(1500))).isEqualTo("1500ms");
        assertThat(Durations.brief(Duration.ofSeconds(90))).isEqualTo("90s");
        assertThat(Durations.brief(Duration.ZERO)).isEqualTo("0s");
    }
}
