package io.varcas.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.profiler.prometheus.MetricType;
import io.varcas.profiler.prometheus.MetricsPage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RoutesTest {

    private final EmbeddedServer server =
            EmbeddedServer.start(SimulatedTarget.parse("sim:max-model-len=2048,step-base=100us,kv-tokens=4096"));
    private final Caller caller = new Caller(server);

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/ping", "/version", "/v1/models", "/metrics", "/load", "/nope"})
    void statesInEveryResponseThatItIsSimulated(String path) throws Exception {
        assertThat(caller.get(path).headers().firstValue("x-varcas-simulated")).hasValue("true");
    }

    @Test
    void listsItsModelAsVllmDoes() throws Exception {
        JsonNode ours = Caller.json(caller.get("/v1/models").body());
        JsonNode theirs = Caller.json(Caller.captured("models.json"));
        assertThat(names(ours.at("/data/0"))).isEqualTo(names(theirs.at("/data/0")));
        assertThat(names(ours.at("/data/0/permission/0"))).isEqualTo(names(theirs.at("/data/0/permission/0")));
        assertThat(ours.at("/data/0/id").asText()).isEqualTo("varcas-sim");
        assertThat(ours.at("/data/0/max_model_len").asInt()).isEqualTo(2048);
    }

    @Test
    void answersTheSmallRoutes() throws Exception {
        assertThat(caller.get("/health").body()).isEmpty();
        assertThat(caller.post("/ping", "").statusCode()).isEqualTo(200);
        assertThat(caller.get("/version").body()).isEqualTo("{\"version\":\"0.32.0+varcas.simulated\"}");
        assertThat(caller.get("/load").body()).isEqualTo("{\"server_load\":0}");
    }

    @Test
    void tokenizesAndBack() throws Exception {
        String text = "The capital of Øland, 日本 🙂";
        JsonNode tokens = Caller.json(
                caller.post("/tokenize", "{\"prompt\":\"" + text + "\"}").body());
        assertThat(tokens.at("/count").asInt()).isEqualTo(tokens.at("/tokens").size());
        assertThat(tokens.at("/max_model_len").asInt()).isEqualTo(2048);
        assertThat(names(tokens)).isEqualTo(names(Caller.json(Caller.captured("tokenize.txt"))));
        JsonNode back = Caller.json(caller.post("/detokenize", "{\"tokens\":" + tokens.at("/tokens") + "}")
                .body());
        assertThat(back.at("/prompt").asText()).isEqualTo(text);
    }

    @Test
    void countsTheTokensOfAConversationAsItBillsThem() throws Exception {
        String messages =
                "\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\"Why?\"}]";
        int counted = Caller.json(caller.post("/tokenize", "{" + messages + "}").body())
                .at("/count")
                .asInt();
        int billed = Caller.json(caller.post(Caller.CHAT, "{" + messages + ",\"max_tokens\":1}")
                        .body())
                .at("/usage/prompt_tokens")
                .asInt();
        assertThat(counted).isEqualTo(billed);
    }

    @Test
    void exposesItsEngineUnderNamesOfVllm() throws Exception {
        caller.post(Caller.COMPLETIONS, "{\"prompt\":\"one two three\",\"max_tokens\":5,\"ignore_eos\":true}");
        MetricsPage ours = MetricsPage.parse(caller.get("/metrics").body());
        MetricsPage theirs = MetricsPage.parse(realPage());

        assertThat(ours.faults()).isEmpty();
        ours.types().forEach((name, type) -> {
            if (name.startsWith("vllm:")) {
                assertThat(theirs.types()).containsEntry(name, type);
                if (type == MetricType.HISTOGRAM) {
                    assertThat(bounds(ours, name)).isEqualTo(bounds(theirs, name));
                }
            }
        });
        assertThat(value(ours, "vllm:prompt_tokens_total")).isEqualTo(3);
        assertThat(value(ours, "vllm:generation_tokens_total")).isEqualTo(5);
        assertThat(value(ours, "vllm:time_to_first_token_seconds_count")).isEqualTo(1);
        assertThat(value(ours, "vllm:inter_token_latency_seconds_count")).isEqualTo(4);
        assertThat(value(ours, "vllm:iteration_tokens_total_sum")).isEqualTo(7);
        assertThat(value(ours, "vllm:num_requests_running")).isZero();
        assertThat(ours.samples("vllm:cache_config_info").get(0).label("num_gpu_blocks"))
                .isEqualTo("256");
    }

    @Test
    void takesRepeatedPromptsFromItsPrefixCache() throws Exception {
        String body = "{\"prompt\":[" + "9,".repeat(99) + "9],\"max_tokens\":2,\"ignore_eos\":true}";
        caller.post(Caller.COMPLETIONS, body);
        JsonNode again = Caller.json(caller.post(Caller.COMPLETIONS, body).body());
        assertThat(again.at("/usage/prompt_tokens_details/cached_tokens").asInt())
                .isEqualTo(96);
        JsonNode salted = Caller.json(caller.post(Caller.COMPLETIONS, body.replace("}", ",\"cache_salt\":\"mine\"}"))
                .body());
        assertThat(salted.at("/usage/prompt_tokens_details/cached_tokens").asInt())
                .isZero();
    }

    private static List<String> bounds(MetricsPage page, String histogram) {
        return page.samples(histogram + "_bucket").stream()
                .map(sample -> sample.label("le"))
                .toList();
    }

    private static double value(MetricsPage page, String name) {
        return page.samples(name).get(0).value();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new java.util.ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String realPage() throws IOException {
        try (InputStream file = Objects.requireNonNull(
                RoutesTest.class.getResourceAsStream("/io/varcas/profiler/server/vllm-0.32.0-metrics.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
