package io.varcas.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class RefusalsTest {

    private static final EmbeddedServer SERVER =
            EmbeddedServer.start(SimulatedTarget.parse("sim:model=smollm2-135m,max-model-len=2048,step-base=100us"));

    private final Caller caller = new Caller(SERVER);

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "error-400-negative-max-tokens.txt|{\"model\":\"smollm2-135m\",\"prompt\":\"x\",\"max_tokens\":-1}",
                "error-400-no-prompt.txt|{\"model\":\"smollm2-135m\"}",
                "error-400-too-long.txt|{\"prompt\":\"x\",\"max_tokens\":99999}",
                "error-404-model.txt|{\"model\":\"nope\",\"prompt\":\"x\"}",
            })
    void refusesInTheWordsOfVllm(String sample, String body) throws Exception {
        HttpResponse<String> answer = caller.post(Caller.COMPLETIONS, body);
        assertThat(Caller.json(answer.body())).isEqualTo(Caller.json(Caller.captured(sample)));
        assertThat(answer.statusCode()).isEqualTo(Integer.parseInt(sample.substring(6, 9)));
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
    }

    @Test
    void refusesWhatIsNotJson() throws Exception {
        JsonNode ours = Caller.json(caller.post(Caller.COMPLETIONS, "{\"model\": \"smollm2-135m\",\"a\":x}")
                .body());
        JsonNode theirs = Caller.json(Caller.captured("error-400-bad-json.txt"));
        assertThat(ours.at("/error/message").asText().replaceAll("body\\.\\d+", "body.N"))
                .isEqualTo(theirs.at("/error/message").asText().replaceAll("body\\.\\d+", "body.N"));
        assertThat(ours.at("/error/type")).isEqualTo(theirs.at("/error/type"));
        assertThat(ours.at("/error/code")).isEqualTo(theirs.at("/error/code"));
    }

    @Test
    void refusesUnknownPathsAndMethods() throws Exception {
        HttpResponse<String> path = caller.get("/nope");
        assertThat(path.statusCode()).isEqualTo(404);
        assertThat(path.body()).isEqualTo(Caller.captured("error-404-path.txt"));
        HttpResponse<String> method = caller.get(Caller.COMPLETIONS);
        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(method.body()).isEqualTo(Caller.captured("error-405-method.txt"));
        assertThat(method.headers().firstValue("allow")).hasValue("POST");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|body.messages",
                "{\"messages\":[]}|empty conversation. Provide at least one message.",
                "{\"messages\":[{\"content\":\"x\"}]}|body.messages.0.role",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"max_tokens\":\"x\"}|valid integer, unable to parse string as an integer', 'input': 'x'",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"stream\":\"x\"}|Input should be a valid boolean",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"n\":2,\"temperature\":0}|greedy",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"logprobs\":true}|not simulated",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"min_tokens\":9,\"max_tokens\":5}|min_tokens",
                "[1]|body",
                "''|Field required",
            })
    void refusesWrongRequests(String body, String reason) throws Exception {
        HttpResponse<String> answer = caller.post(Caller.CHAT, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Caller.json(answer.body()).at("/error/message").asText()).contains(reason);
        assertThat(Caller.json(answer.body()).at("/error/code").asInt()).isEqualTo(400);
    }

    @Test
    void refusesAPromptLongerThanTheContextWithItsCount() throws Exception {
        HttpResponse<String> answer = caller.post(Caller.COMPLETIONS, "{\"prompt\":[" + "7,".repeat(2100) + "7]}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Caller.json(answer.body()).at("/error/message").asText())
                .contains("2048 tokens", "2101 input tokens");
    }

    @Test
    void wantsToBeToldThatABodyIsJson() throws Exception {
        try (RawConnection connection = new RawConnection(SERVER)) {
            String request = RawConnection.post(Caller.COMPLETIONS, "{\"prompt\":\"x\"}")
                    .replace("application/json", "application/x-www-form-urlencoded");
            assertThat(connection.send(request).readTo("}}"))
                    .contains("Unsupported Media Type: Only 'application/json'");
        }
    }

    @Test
    void ignoresNullsAndUnknownFields() throws Exception {
        HttpResponse<String> answer = caller.post(
                Caller.COMPLETIONS,
                "{\"prompt\":\"x\",\"temperatur\":3,\"stop\":null,\"logprobs\":null,\"max_tokens\":2,\"seed\":null,"
                        + "\"repetition_penalty\":1.0,\"stream_options\":null}");
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void wantsItsKeyOnlyWhereVllmDoes() throws Exception {
        try (EmbeddedServer locked = EmbeddedServer.start(SimulatedTarget.parse("sim:api-key=secret"))) {
            Caller keyed = new Caller(locked);
            assertThat(keyed.get("/v1/models").statusCode()).isEqualTo(401);
            assertThat(keyed.get("/v1/models").body()).isEqualTo("{\"error\":\"Unauthorized\"}");
            assertThat(keyed.get("/v1/models", "Authorization", "Bearer wrong").statusCode())
                    .isEqualTo(401);
            assertThat(keyed.get("/v1/models", "Authorization", "Bearer secret").statusCode())
                    .isEqualTo(200);
            assertThat(keyed.get("/metrics").statusCode()).isEqualTo(200);
            assertThat(keyed.get("/health").statusCode()).isEqualTo(200);
        }
    }
}
