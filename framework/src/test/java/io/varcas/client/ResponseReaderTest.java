package io.varcas.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.record.EventKind;
import io.varcas.record.Outcome;
import io.varcas.record.ServerTimes;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseReaderTest {

    private static final String EVENT_STREAM = "text/event-stream; charset=utf-8";
    private static final String HELLO = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}\n\n";
    private static final String FINISH = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    private final List<Response> answers = new ArrayList<>();
    private final ResponseReader reader = new ResponseReader(1000, 4, true, answers::add);

    @Test
    void readsAChatStreamOfVllm() {
        Response answer = replay("chat-stream-per-request-metrics.txt", Integer.MAX_VALUE);
        assertThat(answer.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(kinds(answer)).isEqualTo("RCCCCCCU");
        assertThat(answer.text()).contains("Hello there, welcome to my");
        assertThat(answer.finishReason()).contains("length");
        assertThat(answer.usage()).contains(new Usage(33, 6, OptionalInt.of(0)));
        assertThat(answer.serverId()).contains("chatcmpl-varcas-7");
        assertThat(answer.serverTimes())
                .contains(new ServerTimes(137_567, 277_269_422, 300_399_143, OptionalLong.empty()));
        assertThat(answer.firstTextTokens()).isEqualTo(1);
        assertThat(answer.error()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "chat-stream.txt, 12, 42",
        "completion-stream-continuous-usage.txt, 8, 5",
        "completion-stream-n2.txt, 8, 5",
        "completion-batch.txt, 6, 7",
        "completion-logprobs.txt, 4, 5"
    })
    void countsTheTokensThatVllmCounted(String sample, int output, int input) {
        Response answer = replay(sample, 100);
        assertThat(answer.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(output);
        assertThat(answer.usage().orElseThrow().promptTokens()).isEqualTo(input);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        error-400-bad-json.txt            | HTTP_ERROR | HTTP 400: 1 validation error: {'type': 'json_invalid'
        error-400-negative-max-tokens.txt | HTTP_ERROR | HTTP 400: max_tokens must be at least 1, got -1.
        error-400-no-prompt.txt           | HTTP_ERROR | HTTP 400: Either prompt or prompt_embeds must be provided
        error-400-too-long.txt            | HTTP_ERROR | HTTP 400: max_tokens=99999 cannot be greater than max_model_len=2048.
        error-404-model.txt               | HTTP_ERROR | HTTP 404: The model `nope` does not exist.
        error-404-path.txt                | HTTP_ERROR | HTTP 404: Not Found
        error-405-method.txt              | HTTP_ERROR | HTTP 405: Method Not Allowed
        """)
    void givesEveryErrorOfVllmItsOutcomeAndOneLine(String sample, Outcome outcome, String line) {
        Response answer = replay(sample, 7);
        assertThat(answer.outcome()).isEqualTo(outcome);
        assertThat(answer.error().orElseThrow()).startsWith(line).doesNotContain("\n");
        assertThat(answer.status()).hasValue(Sample.read(sample).status());
        assertThat(answer.events().size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void takesRefusalForLoadAsRejected(int status) {
        reader.head(2000, status, "application/json");
        reader.bytes(2001, bytes("{\"error\":{\"message\":\"queue is full\",\"code\":503}}"));
        reader.ended(2002);
        assertThat(answer().outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(answer().error()).contains("HTTP " + status + ": queue is full");
    }

    @Test
    void reportsWhatAFrameworkFoundWrongAndWhere() {
        reader.head(2000, 422, "application/json");
        reader.bytes(2001, bytes("{\"detail\":[{\"loc\":[\"body\",\"messages\",0],\"msg\":\"field required\"}]}"));
        reader.ended(2002);
        assertThat(answer().error()).contains("HTTP 422: field required (body.messages.0)");
    }

    @Test
    void stampsFirstByteEventsAndEndFromItsOrigin() {
        reader.head(1500, 200, EVENT_STREAM);
        reader.bytes(
                2000, bytes("data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\n" + HELLO.substring(0, 9)));
        reader.bytes(3000, bytes(HELLO.substring(9)));
        reader.bytes(4000, bytes(FINISH + DONE));
        reader.ended(5000);
        assertThat(answer().firstByteNanos()).isEqualTo(OptionalLong.of(1000));
        assertThat(IntStream.range(0, 3).mapToLong(answer().events()::nanos)).containsExactly(1000L, 2000L, 3000L);
        assertThat(answer().closedNanos()).isEqualTo(4000);
    }

    @Test
    void takesAnErrorInsideTheStreamForWhatItIs() {
        stream(HELLO
                + "data: {\"error\":{\"message\":\"engine died\",\"type\":\"InternalServerError\",\"code\":500}}\n\n"
                + DONE);
        assertThat(answer().outcome()).isEqualTo(Outcome.STREAM_ERROR);
        assertThat(answer().error()).contains("the server broke off the stream: engine died");
        assertThat(kinds(answer())).isEqualTo("CX");
    }

    @Test
    void doesNotTakeAnAbortForAnEnd() {
        stream(HELLO + "data: {\"choices\":[{\"text\":\"\",\"finish_reason\":\"abort\"}]}\n\n" + DONE);
        assertThat(answer().outcome()).isEqualTo(Outcome.STREAM_ERROR);
        assertThat(answer().error()).contains("the server ended the response with abort");
    }

    @Test
    void takesWhatIsNoChunkForAnError() {
        stream(HELLO + "data: {\"choices\": oops}\n\n" + FINISH + DONE);
        assertThat(answer().outcome()).isEqualTo(Outcome.STREAM_ERROR);
        assertThat(answer().error().orElseThrow()).startsWith("event 2 is not a chunk of a response");
    }

    @Test
    void passesOverObjectsThatSayNothing() {
        stream("data: {\"choices\":[],\"prompt_filter_results\":[]}\n\n" + HELLO + FINISH + DONE);
        assertThat(answer().outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(kinds(answer())).isEqualTo("XCE");
    }

    @Test
    void takesAStreamWithoutDoneForTruncated() {
        stream(HELLO + FINISH);
        assertThat(answer().outcome()).isEqualTo(Outcome.TRUNCATED);
        assertThat(answer().error()).contains("the stream ended after 1 event with text, without [DONE]");
    }

    @Test
    void takesAStreamWithoutFinishReasonForTruncated() {
        stream(HELLO + HELLO + DONE);
        assertThat(answer().outcome()).isEqualTo(Outcome.TRUNCATED);
        assertThat(answer().error()).contains("the stream ended after 2 events with text, without a finish reason");
    }

    @Test
    void takesAnEventCutInTheMiddleForTruncated() {
        stream(HELLO + HELLO.substring(0, 40));
        assertThat(answer().outcome()).isEqualTo(Outcome.TRUNCATED);
    }

    @Test
    void takesAConnectionThatBreaksInMidStreamForTruncated() {
        reader.head(2000, 200, EVENT_STREAM);
        reader.bytes(2001, bytes(HELLO));
        reader.failed(2002, new IOException("Connection reset"));
        assertThat(answer().outcome()).isEqualTo(Outcome.TRUNCATED);
        assertThat(answer().error())
                .contains("the connection broke (Connection reset) after 1 event with text,"
                        + " without a finish reason or [DONE]");
    }

    @Test
    void keepsAnAnswerThatWasWholeWhenTheConnectionBroke() {
        reader.head(2000, 200, EVENT_STREAM);
        reader.bytes(2001, bytes(HELLO + FINISH + DONE));
        reader.failed(2002, new IOException("Connection reset"));
        assertThat(answer().outcome()).isEqualTo(Outcome.COMPLETED);
    }

    @Test
    void takesABreakBeforeAnyAnswerForAFailedConnection() {
        reader.failed(2000, new ConnectException());
        assertThat(answer().outcome()).isEqualTo(Outcome.CONNECT_FAILURE);
        assertThat(answer().error()).contains("connection refused");
        assertThat(answer().status()).isEmpty();
        assertThat(answer().firstByteNanos()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"TIMEOUT", "CANCELLED"})
    void distinguishesItsOwnClosingFromTheServers(Outcome why) {
        reader.head(2000, 200, EVENT_STREAM);
        reader.bytes(2001, bytes(HELLO));
        reader.abandon(why);
        reader.failed(2002, new CancellationException());
        assertThat(answer().outcome()).isEqualTo(why);
        assertThat(kinds(answer())).isEqualTo("C");
    }

    @Test
    void doesNotTakeAnythingElseForAnAnswer() {
        reader.head(2000, 200, "application/json");
        reader.bytes(2001, bytes("{\"server_load\":0}"));
        reader.ended(2002);
        assertThat(answer().outcome()).isEqualTo(Outcome.STREAM_ERROR);
        assertThat(answer().error())
                .contains("the server responded with something other than a completion: {\"server_load\":0}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"id\": 1}] | a JSON array",
                "\"busy\" | a JSON string",
                "7 | a JSON number",
                "null | a JSON null"
            })
    void namesOtherJsonThanAnObject(String body, String kind) {
        reader.head(2000, 200, "application/json");
        reader.bytes(2001, bytes(body));
        reader.ended(2002);
        assertThat(answer().error()).contains("the response is " + kind + ", not an object: " + body);
    }

    @Test
    void namesAnEventThatIsAnArray() {
        stream(HELLO + "data: [{\"choices\": 1}]\n\n" + FINISH + DONE);
        assertThat(answer().error()).contains("event 2 is a JSON array, not an object: [{\"choices\": 1}]");
    }

    @Test
    void doesNotTakeAPageForAnAnswer() {
        reader.head(2000, 200, "text/html");
        reader.bytes(2001, bytes("<html>\n<body>Welcome</body></html>"));
        reader.ended(2002);
        assertThat(answer().outcome()).isEqualTo(Outcome.STREAM_ERROR);
        assertThat(answer().error().orElseThrow())
                .startsWith("the response is not JSON")
                .contains("<html> <body>Welcome");
    }

    @Test
    void countsAllTokensOfAWholeAnswerToItsOneEvent() {
        Response answer = replay("completion-logprobs.txt", Integer.MAX_VALUE);
        assertThat(kinds(answer)).isEqualTo("W");
        assertThat(answer.firstTextTokens()).isEqualTo(4);
        assertThat(answer.text()).contains(" Paris.\n\n");
    }

    private void stream(String body) {
        reader.head(2000, 200, EVENT_STREAM);
        reader.bytes(2001, bytes(body));
        reader.ended(2002);
    }

    private Response replay(String name, int step) {
        Sample sample = Sample.read(name);
        reader.head(2000, sample.status(), sample.contentType());
        byte[] body = sample.body();
        for (int at = 0; at < body.length; at += Math.min(step, body.length)) {
            reader.bytes(2000 + at, ByteBuffer.wrap(body, at, Math.min(step, body.length - at)));
        }
        reader.ended(1_000_000);
        return answer();
    }

    private Response answer() {
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    private static String kinds(Response answer) {
        return IntStream.range(0, answer.events().size())
                .mapToObj(answer.events()::kind)
                .map(EventKind::code)
                .map(String::valueOf)
                .collect(Collectors.joining());
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
