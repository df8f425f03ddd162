package io.varcas.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.setting.TransportKind;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "http://gpu-host:8000/v1/chat/completions, http://gpu-host:8000",
        "https://gateway/team/v1/completions/, https://gateway/team",
        "http://gpu-host:8000/chat/completions, http://gpu-host:8000"
    })
    void proposesTheBaseUrlForARoute(String address, String base) {
        assertThatThrownBy(() -> Target.parse(address))
                .hasMessage("target \"" + address + "\" names a route; write the base URL of the server: " + base);
        assertThat(Target.parse("http://models").host()).isEqualTo("models");
    }

    @ParameterizedTest
    @CsvSource({
        "http://gpu-host:8000, http://gpu-host:8000/v1/models",
        "http://gpu-host:8000/, http://gpu-host:8000/v1/models",
        "http://gpu-host:8000/v1, http://gpu-host:8000/v1/models",
        "http://gpu-host:8000/v1/, http://gpu-host:8000/v1/models",
        "HTTPS://gateway/team/llm, https://gateway/team/llm/v1/models",
        "https://gateway/team/llm/v1, https://gateway/team/llm/v1/models",
        "http://[::1]:8000, http://[::1]:8000/v1/models",
        "unix:/run/vllm.sock, http://localhost/v1/models"
    })
    void appendsRoutesToTheBasePath(String address, String route) {
        assertThat(Target.parse(address).uri("/v1/models")).hasToString(route);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        gpu-host:8000            | has no scheme; did you mean http://gpu-host:8000?
        ftp://gpu-host           | must begin with http://, https:// or unix:, not ftp://
        unix://run/vllm.sock     | must name the socket by its absolute path; did you mean unix:/run/vllm.sock?
        unix:vllm.sock           | must name the socket by its absolute path; did you mean unix:/
        unix:/run/vllm.sock?a=b  | must be unix: and a path only
        unix:/run/v llm.sock     | is not an address
        http://                  | is not an address
        http://:8000             | names no host
        http://gpu host:8000     | is not an address
        http://gpu-host:99999    | has port 99999, which is not from 1 to 65535
        http://gpu-host:0        | has port 0, which is not from 1 to 65535
        http://gpu-host/?a=b     | must be scheme, host, port and path only
        """)
    void refusesWhatIsNoAddressInOneLine(String address, String problem) {
        assertThatThrownBy(() -> Target.parse(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("target \"" + address.replaceFirst("\\?.*", "?***") + "\" ")
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
                "http://me:s3c?ret@gpu-host",
                "http://gpu-host/?key=me:s3c@ret",
                " http://me:s3cret@"
            })
    void doesNotTellTheUserAndPasswordOfAnAddress(String address) {
        assertThatThrownBy(() -> Target.parse(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("***@")
                .message()
                .doesNotContain("s3c", "ret@", "me:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix:/run/vllm.sock", "unix:///run/vllm.sock", " UNIX:/run/vllm.sock"})
    void knowsAUnixDomainSocket(String address) {
        Target target = Target.parse(address);
        assertThat(target.socket()).contains(Path.of("/run/vllm.sock"));
        assertThat(target.base()).hasToString("unix:/run/vllm.sock");
        assertThat(target.host()).isEqualTo("localhost");
        assertThat(target.isEncrypted()).isFalse();
    }

    @Test
    void readsItsOwnWordsForASocketOfAnOddName() {
        Target target = Target.parse("unix:/run/my%20llm.sock");
        assertThat(target.socket()).contains(Path.of("/run/my llm.sock"));
        assertThat(Target.parse(target.base().toString())).isEqualTo(target);
    }

    @Test
    void refusesAWayThatDoesNotLeadToASocket() {
        assertThatThrownBy(() -> Target.parse("unix:/run/vllm.sock").over(TransportKind.JDK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("target \"unix:/run/vllm.sock\" is a Unix-domain socket, which the JDK's HTTP client cannot"
                        + " use; did you mean transport=sockets?");
    }

    @ParameterizedTest
    @CsvSource({
        "http://gpu-host, 80",
        "https://gpu-host, 443",
        "http://gpu-host:8000, 8000",
        "https://gpu-host:8443, 8443"
    })
    void knowsThePort(String address, int port) {
        assertThat(Target.parse(address).port()).isEqualTo(port);
    }

    @Test
    void reportsWhereAKeyGoes() {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://gpu-host:8000/?api_key=s3cret",
                "https://gpu-host/v1?a=b&key=s3cret#x",
                "gpu-host?key=s3cret",
                "unix:/run/vllm.sock?key=s3cret"
            })
    void doesNotPrintAQuery(String address) {
        assertThatThrownBy(() -> Target.parse(address))
                .hasMessageContaining("?***")
                .message()
                .doesNotContain("s3cret");
    }
}
