package io.varcas.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.varcas.annotation.Endpoint;
import io.varcas.client.ServerCalls;
import io.varcas.transport.Target;
import io.varcas.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The parts of a response that only some scorers read, against a server of few words. */
class ServerOutputsTest {

    private static final ClassLoader HERE = ServerOutputsTest.class.getClassLoader();
    private static final String CALL =
            "[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}}]";

    private final List<JsonNode> bodies = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", exchange -> {
            JsonNode body = read(exchange);
            boolean tools = body.has("tools");
            String message = tools ? "{\"content\":null,\"tool_calls\":" + CALL + "}" : "{\"content\":\"four words\"}";
            reply(
                    exchange,
                    "{\"id\":\"x\",\"choices\":[{\"index\":0,\"message\":" + message + ",\"finish_reason\":\""
                            + (tools ? "tool_calls" : "stop")
                            + "\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}");
        });
        server.createContext("/v1/completions", exchange -> {
            read(exchange);
            reply(
                    exchange,
                    "{\"choices\":[{\"text\":\"x\",\"prompt_logprobs\":[null,{\"5\":{\"logprob\":-1.0,\"rank\":1}},"
                            + "{\"7\":{\"logprob\":-3.0,\"rank\":2}}]}]}");
        });
        server.createContext("/tokenize", exchange -> {
            read(exchange);
            reply(exchange, "{\"count\":5}");
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void readsTokensAndTheProbabilitiesOfTheReference() throws Exception {
        GroundTruthItem item = new GroundTruthItem("1", "p", List.of("r"));
        Attempt.Answered answer = ask(item, true);
        assertThat(answer.text()).isEqualTo("four words");
        assertThat(answer.tokens()).hasValue(4);
        assertThat(answer.countedTokens()).hasValue(5);
        assertThat(answer.probabilities().orElseThrow().geometricMean()).isCloseTo(Math.exp(-2), within(1e-12));
        assertThat(bodies)
                .anyMatch(body -> body.path("prompt").asText().equals("p\n\nr")
                        && body.path("prompt_logprobs").asInt(-1) == 2);

        Grade grade = Scorer.extensions().named("perplexity", HERE).grade(item, answer);
        assertThat(((Grade.Scored) grade).score()).isCloseTo(Math.exp(-2), within(1e-12));
        assertThat(((Grade.Scored) grade).note()).hasValue("perplexity 7.38906");
    }

    @Test
    void offersToolsAndReadsTheirCalls() throws Exception {
        GroundTruthItem item = new GroundTruthItem(
                "1",
                "p",
                List.of("{\"name\":\"f\",\"arguments\":{\"a\":1}}"),
                "",
                new GroundTruthItem.Extras(
                        Optional.empty(), Optional.of("[{\"type\":\"function\"}]"), OptionalInt.empty()));
        Attempt.Answered answer = ask(item, false);
        assertThat(answer.finishReason()).hasValue("tool_calls");
        assertThat(bodies.get(0).path("tools").path(0).path("type").asText()).isEqualTo("function");
        assertThat(bodies.get(0).path("stream").asBoolean(true)).isFalse();
        assertThat(Scorer.extensions().named("tool-calls", HERE).grade(item, answer))
                .isEqualTo(new Grade.Scored(1));
    }

    @Test
    void sendsATemperatureAndASeedForEachSample() throws Exception {
        GroundTruthItem item = new GroundTruthItem("1", "p", List.of("r"));
        Target target = Target.parse("http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort());
        try (Transport transport = Transport.open(target, System::nanoTime)) {
            ServerOutputs greedy = new ServerOutputs(
                    new ServerCalls(transport),
                    Optional.of("m"),
                    Endpoint.CHAT,
                    16,
                    Duration.ofSeconds(20),
                    false,
                    OptionalInt.empty());
            greedy.ask(item, 0);
            greedy.sampled(0.8, 42).ask(item, 0);
            greedy.sampled(0.8, 42).ask(item, 3);
        }
        assertThat(bodies)
                .extracting(body -> body.path("temperature").asDouble())
                .containsExactly(0.0, 0.8, 0.8);
        assertThat(bodies).extracting(body -> body.path("seed").asInt(-1)).containsExactly(-1, 42, 45);
    }

    private Attempt.Answered ask(GroundTruthItem item, boolean extras) throws InterruptedException {
        Target target = Target.parse("http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort());
        try (Transport transport = Transport.open(target, System::nanoTime)) {
            ServerOutputs answers = new ServerOutputs(
                    new ServerCalls(transport),
                    Optional.of("m"),
                    Endpoint.CHAT,
                    16,
                    Duration.ofSeconds(20),
                    extras,
                    extras ? OptionalInt.of(2) : OptionalInt.empty());
            return (Attempt.Answered) answers.ask(item);
        }
    }

    private JsonNode read(HttpExchange exchange) throws IOException {
        JsonNode body = new ObjectMapper().readTree(exchange.getRequestBody());
        bodies.add(body);
        return body;
    }

    private static void reply(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
