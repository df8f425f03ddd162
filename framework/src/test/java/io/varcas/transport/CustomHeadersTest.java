package io.varcas.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.setting.Secrets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomHeadersTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("TOKEN", "s3cret", "BAD", "a\nb");

    @Test
    void takesSecretsFromTheEnvironmentAndShowsNone() {
        CustomHeaders headers = CustomHeaders.of(List.of("X-Token=Bearer ${TOKEN}", "X-Team=search"), ENVIRONMENT);
        assertThat(headers.values()).containsEntry("X-Token", "Bearer s3cret").containsEntry("X-Team", "search");
        assertThat(headers.toString()).doesNotContain("s3cret").contains("X-Token");
        assertThat(Target.parse("http://h").with(headers).toString()).doesNotContain("s3cret");
    }

    @Test
    void keepsWhatItTookFromTheEnvironmentOutOfEveryText() {
        CustomHeaders.of(List.of("X-Echoed=${ECHOED}"), Map.of("ECHOED", "a-header-that-is-echoed"));
        assertThat(Secrets.HERE.redacted("403: no a-header-that-is-echoed here"))
                .isEqualTo("403: no (redacted key) here");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        X-Team               | a header must be written NAME=VALUE
        a b=c                | a header must be written NAME=VALUE
        Host=h               | header Host is set for each request and cannot be changed
        Authorization=Bearer | header Authorization looks like a secret
        X-Api-Key=abc        | header X-Api-Key looks like a secret
        X-A=${ABSENT}        | header X-A needs the environment variable ABSENT, which is not set
        X-A=${BAD}           | the value of header X-A must be visible ASCII on one line
        """)
    void refusesWhatCannotBeSentInOneLineWithoutItsValue(String header, String told) {
        assertThatThrownBy(() -> CustomHeaders.of(List.of(header), ENVIRONMENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(told);
    }
}
