package io.varcas.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.client.Chunks;
import io.varcas.client.LoopbackServer;
import io.varcas.client.Response;
import io.varcas.client.ServerCalls;
import io.varcas.record.Outcome;
import io.varcas.setting.TransportKind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource(TransportKind.class)
@Timeout(60)
class TransportTest {

    @Parameter
    private TransportKind kind;

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final WireRequest REQUEST =
            WireRequest.post("/v1/chat/completions", "{\"stream\":true}".getBytes(UTF_8));

    @Test
    void sendsPlainHttp11WithoutAnOfferToUpgrade() throws Exception {
        try (LoopbackServer server = LoopbackServer.start(c -> {
                    c.request();
                    c.sendAnswer(3);
                    c.awaitClose();
                });
                Transport transport = open(server.target())) {
            Response answer = new ServerCalls(transport).ask(REQUEST, LIMIT);
            assertThat(answer.outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(3);
            String request = server.requests().get(0);
            assertThat(request)
                    .startsWith("POST /v1/chat/completions HTTP/1.1\r\n")
                    .endsWith("{\"stream\":true}");
            assertThat(request.toLowerCase(java.util.Locale.ROOT))
                    .doesNotContain("upgrade")
                    .doesNotContain("http2-settings")
                    .contains("content-type: application/json");
        }
    }

    @Test
    void usesAConnectionAgainForTheNextRequest() throws Exception {
        try (LoopbackServer server = LoopbackServer.start(c -> {
                    while (c.request() != null) {
                        c.sendAnswer(1);
                    }
                });
                Transport transport = open(server.target())) {
            ServerCalls calls = new ServerCalls(transport);
            for (int i = 0; i < 5; i++) {
                assertThat(calls.ask(REQUEST, LIMIT).outcome()).isEqualTo(Outcome.COMPLETED);
            }
            assertThat(server.requests()).hasSize(5);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void readsAnAnswerThatEndsWithItsConnection() throws Exception {
        try (LoopbackServer server = LoopbackServer.start(c -> {
                    c.request();
                    c.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + Chunks.content("a")
                            + Chunks.finish() + Chunks.DONE);
                });
                Transport transport = open(server.target())) {
            ServerCalls calls = new ServerCalls(transport);
            for (int i = 0; i < 2; i++) {
                assertThat(calls.ask(REQUEST, LIMIT).outcome()).isEqualTo(Outcome.COMPLETED);
            }
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void doesNotUseAConnectionAgainThatTheServerMeansToClose() throws Exception {
        try (LoopbackServer server = LoopbackServer.start(c -> {
                    c.request();
                    c.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
                    c.awaitClose();
                });
                Transport transport = open(server.target())) {
            for (int i = 0; i < 3; i++) {
                assertThat(new ServerCalls(transport).get("/version", LIMIT).body())
                        .isEqualTo("{}");
            }
            assertThat(server.connections()).isEqualTo(3);
        }
    }

    @Test
    void sendsARequestThatNoSocketTakesAtOnce() throws Exception {
        String body = "\"" + "x".repeat(8_000_000) + "\"";
        try (LoopbackServer server = LoopbackServer.start(c -> {
                    while (c.request() != null) {
                        c.sendAnswer(1);
                    }
                });
                Transport transport = open(server.target())) {
            ServerCalls calls = new ServerCalls(transport);
            for (int i = 0; i < 3; i++) {
                assertThat(calls.ask(WireRequest.post("/long", body.getBytes(UTF_8)), LIMIT)
                                .outcome())
                        .isEqualTo(Outcome.COMPLETED);
            }
            assertThat(server.requests())
                    .hasSize(3)
                    .allSatisfy(request -> assertThat(request.endsWith(body)).isTrue());
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void sendsTheKeyAsAHeaderOnly() throws IOException {
        try (LoopbackServer server = LoopbackServer.start(c -> {
                    c.request();
                    c.sendJson(200, "{}");
                });
                Transport transport = open(server.target().with(ApiKey.of("secret-7")))) {
            assertThat(new ServerCalls(transport).get("/version", LIMIT).isOk()).isTrue();
            assertThat(server.requests().get(0)).contains("Authorization: Bearer secret-7\r\n");
            assertThat(server.target().with(ApiKey.of("secret-7")).toString()).doesNotContain("secret-7");
        }
    }

    @Test
    void sendsOwnHeaders() throws IOException {
        CustomHeaders own =
                CustomHeaders.of(List.of("X-Team=a b", "Authorization=Basic ${PAIR}"), Map.of("PAIR", "dTpw"));
        try (LoopbackServer server = LoopbackServer.start(c -> {
                    c.request();
                    c.sendJson(200, "{}");
                });
                Transport transport =
                        open(server.target().with(ApiKey.of("secret-7")).with(own))) {
            assertThat(new ServerCalls(transport).get("/version", LIMIT).isOk()).isTrue();
            assertThat(server.requests().get(0))
                    .contains("X-Team: a b\r\n")
                    .contains("Authorization: Basic dTpw\r\n")
                    .doesNotContain("secret-7");
        }
    }

    private Transport open(Target target) {
        return Transport.open(target.over(kind), System::nanoTime);
    }
}
