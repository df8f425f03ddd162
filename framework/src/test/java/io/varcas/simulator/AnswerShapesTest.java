package io.varcas.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Compares answers field for field with those captured from vLLM 0.32.0. */
@Timeout(60)
class AnswerShapesTest {

    private static final String CHAT_BODY =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"2 + 3?\"}],\"max_tokens\":6,\"ignore_eos\":true";

    private final EmbeddedServer server = EmbeddedServer.start(SimulatedTarget.parse(
            "sim:model=m,step-base=100us,enable-per-request-metrics=on,enable-request-id-headers=on"));
    private final Caller caller = new Caller(server);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void chatStream() throws Exception {
        List<JsonNode> ours =
                caller.stream(Caller.CHAT, CHAT_BODY + ",\"stream\":true,\"stream_options\":{\"include_usage\":true}}");
        List<JsonNode> theirs = Caller.events(Caller.captured("chat-stream-per-request-metrics.txt"));

        assertThat(shapes(ours)).isEqualTo(shapes(theirs));
        assertThat(ours.get(0).at("/id").asText()).matches("chatcmpl-[0-9a-f]{16}");
        assertThat(ours).allMatch(event -> event.at("/id").equals(ours.get(0).at("/id")));
        assertThat(ours.get(6).at("/choices/0/finish_reason").asText()).isEqualTo("length");
        assertThat(ours.get(7).at("/usage/completion_tokens").asInt()).isEqualTo(6);
        assertThat(ours.get(7).at("/usage/total_tokens").asInt())
                .isEqualTo(6 + ours.get(7).at("/usage/prompt_tokens").asInt());
        assertThat(ours.get(7).at("/system_fingerprint").asText()).contains("simulated");
    }

    @Test
    void chatStreamWithoutUsage() throws Exception {
        List<JsonNode> events = caller.stream(Caller.CHAT, CHAT_BODY + ",\"stream\":true}");
        assertThat(events).hasSize(7).allMatch(event -> event.path("usage").isMissingNode());
    }

    @Test
    void completionStreamWithContinuousUsage() throws Exception {
        List<JsonNode> ours = new Caller(server)
                .stream(
                        Caller.COMPLETIONS,
                        "{\"prompt\":\"The capital of France is\",\"max_tokens\":8,\"ignore_eos\":true,\"stream\":true,"
                                + "\"stream_options\":{\"include_usage\":true,\"continuous_usage_stats\":true}}");
        List<JsonNode> theirs = Caller.events(Caller.captured("completion-stream-continuous-usage.txt"));

        assertThat(shapes(ours.subList(0, 8))).isEqualTo(shapes(theirs.subList(0, 8)));
        // Ours was told to add its times, theirs was not.
        assertThat(shape(ours.get(8)).replaceAll(", metrics:.*", "]")).isEqualTo(shape(theirs.get(8)));
        assertThat(ours.get(3).at("/usage/completion_tokens").asInt()).isEqualTo(4);
    }

    @Test
    void completionStreamOfTwoChoices() throws Exception {
        List<JsonNode> ours = caller.stream(
                Caller.COMPLETIONS,
                "{\"prompt\":\"The capital of France is\",\"n\":2,\"temperature\":1,\"max_tokens\":4,\"ignore_eos\":true,"
                        + "\"stream\":true,\"stream_options\":{\"include_usage\":true}}");
        List<JsonNode> theirs = Caller.events(Caller.captured("completion-stream-n2.txt"));

        assertThat(ours).hasSameSizeAs(theirs);
        assertThat(shapes(ours).stream().sorted().toList())
                .isEqualTo(shapes(theirs).stream().sorted().toList());
        assertThat(text(ours, 0)).isNotEqualTo(text(ours, 1));
        assertThat(ours.get(8).at("/usage/completion_tokens").asInt()).isEqualTo(8);
    }

    @Test
    void completionsOfSeveralPrompts() throws Exception {
        JsonNode ours = Caller.json(caller.post(
                        Caller.COMPLETIONS, "{\"prompt\":[\"a b c\",[300,301]],\"max_tokens\":3,\"ignore_eos\":true}")
                .body());
        JsonNode theirs = Caller.json(Caller.captured("completion-batch.txt"));

        assertThat(shape(ours).replaceAll("metrics.*", ""))
                .isEqualTo(shape(theirs).replaceAll("metrics.*", ""));
        assertThat(ours.at("/usage/prompt_tokens").asInt()).isEqualTo(5);
        assertThat(ours.at("/choices/1/text").asText()).startsWith(" ");
    }

    @Test
    void chatInOnePiece() throws Exception {
        JsonNode ours = Caller.json(caller.post(Caller.CHAT, CHAT_BODY + "}").body());
        JsonNode theirs = Caller.json(Caller.captured("chat.json"));
        // Ours tells of cached tokens and times, as with two flags that theirs was not started with.
        assertThat(shape(ours)
                        .replaceAll("details:\\[.*?\\]", "details:NULL")
                        .replaceAll("metrics:.*", "metrics:NULL]"))
                .isEqualTo(shape(theirs));
    }

    @Test
    void chatStreamWithTokenIdsAndContinuousUsage() throws Exception {
        List<JsonNode> ours = caller.stream(
                Caller.CHAT,
                CHAT_BODY.replace(":6", ":3") + ",\"stream\":true,\"return_token_ids\":true,"
                        + "\"stream_options\":{\"include_usage\":true,\"continuous_usage_stats\":true}}");
        List<JsonNode> theirs = Caller.events(Caller.captured("chat-stream-token-ids.txt"));
        assertThat(shapes(ours.subList(1, 4))).isEqualTo(shapes(theirs.subList(1, 4)));
        assertThat(shape(ours.get(0)).replaceAll("(NUMBER, )+NUMBER", "NUMBERS"))
                .isEqualTo(shape(theirs.get(0)).replaceAll("(NUMBER, )+NUMBER", "NUMBERS"));
        assertThat(ours.get(0).at("/usage/completion_tokens").asInt()).isZero();
    }

    @Test
    void completionStreamWithTokenIdsAndWithoutUsage() throws Exception {
        List<JsonNode> ours = caller.stream(
                Caller.COMPLETIONS,
                "{\"prompt\":\"one two three\",\"max_tokens\":3,\"ignore_eos\":true,\"stream\":true,\"return_token_ids\":true}");
        assertThat(shapes(ours)).isEqualTo(shapes(Caller.events(Caller.captured("completion-stream-token-ids.txt"))));
    }

    @Test
    void chatInOnePieceSaysWhatTheStreamSays() throws Exception {
        JsonNode whole = Caller.json(caller.post(Caller.CHAT, CHAT_BODY + "}").body());
        List<JsonNode> stream = caller.stream(Caller.CHAT, CHAT_BODY + ",\"stream\":true}");

        String streamed = stream.stream()
                .map(event -> event.at("/choices/0/delta/content").asText())
                .collect(Collectors.joining());
        assertThat(whole.at("/choices/0/message/content").asText()).isEqualTo(streamed);
        assertThat(whole.at("/object").asText()).isEqualTo("chat.completion");
        assertThat(whole.at("/choices/0/message/role").asText()).isEqualTo("assistant");
        assertThat(whole.at("/choices/0/finish_reason").asText()).isEqualTo("length");
        assertThat(whole.at("/metrics/tokens_per_second").asDouble()).isPositive();
    }

    @Test
    void sendsTheCallersIdBack() throws Exception {
        var answer = caller.post(Caller.CHAT, CHAT_BODY + "}", "x-request-id", "varcas-7");
        assertThat(answer.headers().firstValue("x-request-id")).hasValue("varcas-7");
        assertThat(Caller.json(answer.body()).at("/id").asText()).isEqualTo("chatcmpl-varcas-7");
    }

    @Test
    void sendsTokenIdsAlong() throws Exception {
        List<JsonNode> events = caller.stream(
                Caller.COMPLETIONS,
                "{\"prompt\":\"one two\",\"max_tokens\":3,\"ignore_eos\":true,\"stream\":true,\"return_token_ids\":true}");
        assertThat(events.get(0).at("/choices/0/prompt_token_ids")).hasSize(2);
        assertThat(events.get(1).at("/choices/0/prompt_token_ids").isNull()).isTrue();
        for (JsonNode event : events) {
            int id = event.at("/choices/0/token_ids/0").asInt();
            assertThat(SimTokenizer.decode(id))
                    .isEqualTo(event.at("/choices/0/text").asText());
        }
    }

    @Test
    void clipsTheAnswerToTheContextWithoutAWord() throws Exception {
        String tokens = "[" + "7,".repeat(8190) + "7]";
        JsonNode answer = Caller.json(
                caller.post(Caller.COMPLETIONS, "{\"prompt\":" + tokens + ",\"max_tokens\":64,\"ignore_eos\":true}")
                        .body());
        assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(1);
        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("length");
    }

    @Test
    void endsByItselfUnlessToldNotTo() throws Exception {
        List<JsonNode> events =
                caller.stream(Caller.CHAT, "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":true}");
        JsonNode last = events.get(events.size() - 1);
        assertThat(last.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(last.at("/choices/0/delta/content").asText()).isEmpty();
    }

    @Test
    void givesPreparedAnswers() throws Exception {
        ServeOptions options = ServeOptions.builder()
                .answers(GivenOutputs.of(Map.of("Capital of France?", "Paris.\n\"Ça va\"")))
                .build();
        try (EmbeddedServer knowing = EmbeddedServer.start(options)) {
            JsonNode answer = Caller.json(new Caller(knowing)
                    .post(
                            Caller.CHAT,
                            "{\"messages\":[{\"role\":\"system\",\"content\":\"be brief\"},"
                                    + "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Capital of France?\"}]}]}")
                    .body());
            assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("Paris.\n\"Ça va\"");
            assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        }
    }

    private static String text(List<JsonNode> events, int choice) {
        return events.stream()
                .filter(event -> event.at("/choices/0/index").asInt(-1) == choice)
                .map(event -> event.at("/choices/0/text").asText())
                .collect(Collectors.joining());
    }

    private static List<String> shapes(List<JsonNode> events) {
        return events.stream().map(AnswerShapesTest::shape).toList();
    }

    /** Names and kinds of all fields, in their order. */
    private static String shape(JsonNode node) {
        List<String> parts = new ArrayList<>();
        if (node.isObject()) {
            node.properties().forEach(field -> parts.add(field.getKey() + ":" + shape(field.getValue())));
        } else if (node.isArray()) {
            node.forEach(one -> parts.add(shape(one)));
        } else {
            return node.isNumber() ? "NUMBER" : node.getNodeType().name();
        }
        return parts.toString();
    }
}
