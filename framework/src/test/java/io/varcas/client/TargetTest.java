package io.varcas.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "http://gpu-host:8000, http://gpu-host:8000/v1/models",
        "http://gpu-host:8000/, http://gpu-host:8000/v1/models",
        "http://gpu-host:8000/v1, http://gpu-host:8000/v1/models",
        "http://gpu-host:8000/v1/, http://gpu-host:8000/v1/models",
        "HTTPS://gateway/team/llm, https://gateway/team/llm/v1/models",
        "https://gateway/team/llm/v1, https://gateway/team/llm/v1/models",
        "http://[::1]:8000, http://[::1]:8000/v1/models"
    })
    void appendsRoutesToTheBasePath(String address, String route) {
        assertThat(Target.parse(address).uri("/v1/models")).hasToString(route);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gpu-host:8000            | has no scheme; did you mean http://gpu-host:8000?
            ftp://gpu-host           | must begin with http:// or https://, not ftp://
            http://                  | is not an address
            http://:8000             | names no host
            http://gpu host:8000     | is not an address
            http://gpu-host/?a=b     | must be scheme, host, port and path only
            """)
    void refusesWhatIsNoAddressInOneLine(String address, String problem) {
        assertThatThrownBy(() -> Target.parse(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("target \"" + address + "\" ")
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://me:s3cret@gpu-host:8000",
                "https://s3cret@gpu-host",
                "me:s3cret@gpu-host:8000",
                "ftp://me:s3cret@gpu-host",
                "me:s3cret@gpu-host://",
                "http://me:s3c/ret@gpu-host:8000",
                "http://me:s3c@ret@gpu-host:8000",
                "http://me:s3 cret@gpu host",
                " http://me:s3cret@"
            })
    void doesNotTellTheUserAndPasswordOfAnAddress(String address) {
        assertThatThrownBy(() -> Target.parse(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("***@")
                .message()
                .doesNotContain("s3c", "ret@", "me:");
    }

    @Test
    void saysWhereAKeyGoes() {
        assertThatThrownBy(() -> Target.parse("http://key@gpu-host:8000"))
                .hasMessageStartingWith("target \"http://***@gpu-host:8000\" must be scheme, host, port and path only")
                .hasMessageContaining("VARCAS_API_KEY");
    }

    @Test
    void takesTheKeyFromTheEnvironment() {
        assertThat(ApiKey.fromEnvironment(Map.of())).isEmpty();
        assertThat(ApiKey.fromEnvironment(Map.of("OPENAI_API_KEY", "b"))
                        .orElseThrow()
                        .authorization())
                .isEqualTo("Bearer b");
        assertThat(ApiKey.fromEnvironment(Map.of("VARCAS_API_KEY", " a\n", "OPENAI_API_KEY", "b"))
                        .orElseThrow()
                        .authorization())
                .isEqualTo("Bearer a");
        assertThat(ApiKey.fromEnvironment(Map.of("VARCAS_API_KEY", " "))).isEmpty();
    }

    @Test
    void doesNotTellAKeyThatNoHeaderCanCarry() {
        assertThatThrownBy(() -> ApiKey.of("se cret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("cret\"")
                .hasMessageContaining("visible ASCII");
    }
}
