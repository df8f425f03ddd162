package io.varcas.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.annotation.Endpoint;
import io.varcas.transport.WireRequest;
import io.varcas.workload.ChatMessage;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.RequestOverrides;
import io.varcas.workload.RequestShape;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RequestBodyTest {

    private static final RequestShape CHAT =
            new RequestShape(Optional.of("m"), Endpoint.CHAT, true, 0, 1, true, List.of(), Duration.ofMinutes(5));

    @Test
    void writesAStreamedChatWithEveryFieldSpelledOut() {
        WireRequest request = RequestBody.of(CHAT, ChatPrompt.of("Be brief.", "Why?"), 7);
        assertThat(request.path()).isEqualTo("/v1/chat/completions");
        assertThat(text(request))
                .isEqualTo(
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                                + "{\"role\":\"user\",\"content\":\"Why?\"}],\"max_completion_tokens\":7,\"temperature\":0.0,"
                                + "\"top_p\":1.0,\"ignore_eos\":true,\"stream\":true,\"stream_options\":{\"include_usage\":true}}");
    }

    @Test
    void writesACompletionThatIsNotStreamed() {
        RequestShape shape = new RequestShape(
                Optional.empty(), Endpoint.COMPLETIONS, false, 0.7, 0.9, false, List.of("\n\n"), Duration.ofMinutes(5));
        ChatPrompt prompt = new ChatPrompt(List.of(ChatMessage.user("One"), ChatMessage.assistant("Two")));
        WireRequest request = RequestBody.of(shape, prompt, 16);
        assertThat(request.path()).isEqualTo("/v1/completions");
        assertThat(text(request))
                .isEqualTo("{\"prompt\":\"One\\n\\nTwo\",\"max_tokens\":16,\"temperature\":0.7,\"top_p\":0.9,"
                        + "\"stop\":[\"\\n\\n\"],\"stream\":false}");
    }

    @Test
    void escapesWhatJsonWantsEscapedAndSendsTheRestAsUtf8() {
        WireRequest request = RequestBody.of(CHAT, ChatPrompt.of("\"\\\u0000\t\u00e9\u20ac\uD83D\uDE00</"), 1);
        assertThat(text(request)).contains("\"content\":\"\\\"\\\\\\u0000\\t\u00e9\u20ac\uD83D\uDE00</\"");
    }

    private static String text(WireRequest request) {
        return new String(request.body(), UTF_8);
    }

    @Test
    void sendsOtherFieldsAsTheyWereSet() {
        RequestShape shape = new RequestShape(
                Optional.of("m"),
                Endpoint.CHAT,
                false,
                0.7,
                0.9,
                true,
                List.of(),
                20,
                Map.of("top_k", "40", "cache_salt", "a b", "response_format", "{\"type\":\"json_object\"}"),
                Duration.ofMinutes(5),
                false);
        String body =
                new String(RequestBody.of(shape, ChatPrompt.of("hello"), 7).bodyCopy(), StandardCharsets.UTF_8);
        assertThat(body)
                .contains("\"min_tokens\":7")
                .contains("\"top_k\":40")
                .contains("\"cache_salt\":\"a b\"")
                .contains("\"response_format\":{\"type\":\"json_object\"}")
                .contains("\"stream\":false");
    }

    @Test
    void aRequestMayAskForAModelAndATemperatureOfItsOwn() {
        RequestOverrides own = new RequestOverrides(Optional.of("other"), OptionalDouble.of(0.8125));
        assertThat(text(RequestBody.of(CHAT.with(own), ChatPrompt.of("Why?"), 7)))
                .contains("\"model\":\"m\"", "\"temperature\":0.8125");
        RequestShape many = new RequestShape(
                Optional.of("m"), Endpoint.CHAT, true, 0, 1, true, List.of(), 0, Map.of(), Duration.ofMinutes(5), true);
        assertThat(text(RequestBody.of(many.with(own), ChatPrompt.of("Why?"), 7)))
                .contains("\"model\":\"other\"", "\"temperature\":0.8125");
        assertThat(text(RequestBody.of(many.with(RequestOverrides.NONE), ChatPrompt.of("Why?"), 7)))
                .contains("\"model\":\"m\"", "\"temperature\":0.0");
    }
}
