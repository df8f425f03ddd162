package io.varcas.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.setting.TransportKind;
import io.varcas.transport.ApiKey;
import io.varcas.transport.Target;
import io.varcas.transport.Transport;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource(TransportKind.class)
@Timeout(60)
class ServerProbeTest {

    @Parameter
    private TransportKind kind;

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String NOT_FOUND = "{\"detail\":\"Not Found\"}";

    @Test
    void readsWhatVllmSaysOfItself() throws IOException {
        try (LoopbackServer server = serving(
                Map.of(
                        "/v1/models",
                        Sample.resource("models.json"),
                        "/version",
                        Sample.resource("version.json"),
                        "/health",
                        "",
                        "/metrics",
                        "# nothing"),
                405,
                "/tokenize",
                "/detokenize")) {
            ServerFacts facts = look(server.target());
            assertThat(facts.version()).contains("0.32.0");
            assertThat(facts.healthy()).contains(true);
            assertThat(facts.models())
                    .containsExactly(
                            new ServedModel("smollm2-135m", OptionalInt.of(2048), Optional.of("smollm2-135m")));
            assertThat(facts.routes())
                    .containsExactlyInAnyOrder(ServerRoute.TOKENIZE, ServerRoute.DETOKENIZE, ServerRoute.METRICS);
            assertThat(facts.model(Optional.empty()).id()).isEqualTo("smollm2-135m");
            assertThatThrownBy(() -> facts.model(Optional.of("smolm2-135m")))
                    .isInstanceOf(UnusableTargetException.class)
                    .hasMessage("model \"smolm2-135m\" is not served by "
                            + server.target().base() + "; did you mean \"smollm2-135m\"?");
        }
    }

    @Test
    void makesDoWithAServerThatHasNoneOfIt() throws IOException {
        try (LoopbackServer server = serving(Map.of(), 405)) {
            ServerFacts facts = look(server.target());
            assertThat(facts.version()).isEmpty();
            assertThat(facts.healthy()).isEmpty();
            assertThat(facts.models()).isEmpty();
            assertThat(facts.routes()).isEmpty();
            assertThat(facts.model(Optional.of("mine")))
                    .isEqualTo(new ServedModel("mine", OptionalInt.empty(), Optional.empty()));
            assertThatThrownBy(() -> facts.model(Optional.empty()))
                    .isInstanceOf(UnusableTargetException.class)
                    .hasMessageContaining("lists no models");
        }
    }

    @Test
    void reportsThatAKeyIsWanted() throws IOException {
        try (LoopbackServer server = serving(Map.of(), 401, "/v1/models", "/version", "/health", "/tokenize")) {
            assertThatThrownBy(() -> look(server.target()))
                    .isInstanceOf(UnusableTargetException.class)
                    .hasMessageContaining("wants an API key (HTTP 401")
                    .hasMessageContaining("VARCAS_API_KEY");
            assertThatThrownBy(() -> look(server.target().with(ApiKey.of("wrong"))))
                    .hasMessageContaining("refuses the API key (HTTP 401")
                    .hasMessageNotContaining("wrong");
        }
    }

    @Test
    void reportsThatNothingListens() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }
        assertThatThrownBy(() -> look(Target.parse("http://127.0.0.1:" + port)))
                .isInstanceOf(UnusableTargetException.class)
                .hasMessage("nothing listens at http://127.0.0.1:" + port
                        + " (connection refused); is the server running, and is this its port?");
    }

    @Test
    void reportsThatTheServerDoesNotSpeakTls() throws IOException {
        try (LoopbackServer server = LoopbackServer.start(c -> {
            c.send("HTTP/1.1 400 Bad Request\r\n\r\nInvalid HTTP request received."); // what uvicorn says to a TLS
            // greeting
            c.awaitClose();
        })) {
            String https = server.target().base().toString().replace("http:", "https:");
            assertThatThrownBy(() -> look(Target.parse(https)))
                    .isInstanceOf(UnusableTargetException.class)
                    .hasMessage(https + " does not speak TLS; did you mean "
                            + server.target().base() + "?");
        }
    }

    @Test
    void reportsThatAServerSpeaksNoHttp() throws IOException {
        try (LoopbackServer server = LoopbackServer.start(c -> c.request())) {
            assertThatThrownBy(() -> look(server.target()))
                    .isInstanceOf(UnusableTargetException.class)
                    .hasMessageContaining("closed the connection without an HTTP response")
                    .hasMessageContaining("did you mean https://127.0.0.1");
        }
    }

    @Test
    void givesUpOnAServerThatDoesNotAnswer() throws IOException {
        try (LoopbackServer server = LoopbackServer.start(LoopbackServer.Conversation::awaitClose);
                Transport transport = Transport.open(server.target().over(kind), System::nanoTime)) {
            assertThatThrownBy(() -> new ServerProbe(server.target(), transport).look(Duration.ofMillis(300)))
                    .isInstanceOf(UnusableTargetException.class)
                    .hasMessage(server.target().base() + " did not respond within 300 ms");
        }
    }

    @Test
    void countsTokensWithTheServersTokenizer() throws IOException {
        try (LoopbackServer server = LoopbackServer.start(c -> {
                    c.request();
                    c.send(Sample.resource("tokenize.txt"));
                });
                Transport transport = Transport.open(server.target().over(kind), System::nanoTime)) {
            Tokenizer tokenizer = new Tokenizer(new ServerCalls(transport), "m", LIMIT);
            assertThat(tokenizer.count("The capital of France is")).isEqualTo(5);
            assertThat(server.requests().get(0))
                    .startsWith("POST /tokenize ")
                    .contains("\"prompt\":\"The capital of France is\"");
        }
    }

    private ServerFacts look(Target target) {
        try (Transport transport = Transport.open(target.over(kind), System::nanoTime)) {
            return new ServerProbe(target, transport).look(LIMIT);
        }
    }

    /** Serves some routes with 200 and a body, some with a status, and the rest with 404. */
    private static LoopbackServer serving(Map<String, String> bodies, int status, String... others) throws IOException {
        return LoopbackServer.start(c -> {
            for (String request = c.request(); request != null; request = c.request()) {
                String path = request.substring(request.indexOf(' ') + 1, request.indexOf(" HTTP/"));
                if (bodies.containsKey(path)) {
                    c.sendJson(200, bodies.get(path));
                } else {
                    c.sendJson(java.util.List.of(others).contains(path) ? status : 404, NOT_FOUND);
                }
            }
        });
    }
}
