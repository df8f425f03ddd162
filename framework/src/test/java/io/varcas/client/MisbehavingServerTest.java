package io.varcas.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.record.EventKind;
import io.varcas.record.Outcome;
import io.varcas.setting.Secrets;
import io.varcas.setting.TransportKind;
import io.varcas.transport.Exchange;
import io.varcas.transport.SocketTransport;
import io.varcas.transport.Transport;
import io.varcas.transport.WireRequest;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that do one thing wrong, over both transports. */
@Timeout(120)
class MisbehavingServerTest {

    private static final String STREAM = "{\"max_completion_tokens\":8,\"stream\":true}";
    private static final Usage EIGHT = new Usage(12, 8, OptionalInt.empty());

    @ParameterizedTest
    @ValueSource(
            strings = {"ok", "lf1", "status201", "nofinish", "nodone", "emptyfinish", "dataping", "idping", "exponent"})
    void completesAResponseThatIsWhole(String wrong) throws Exception {
        for (TransportKind kind : TransportKind.values()) {
            Response answer = ask(kind, wrong, 1, STREAM, true);
            assertThat(answer.outcome()).as("%s %s", kind, answer.error()).isEqualTo(Outcome.COMPLETED);
            assertThat(answer.usage()).contains(EIGHT);
            assertThat(texts(answer)).isEqualTo(8);
            assertThat(answer.text()).contains("tok ".repeat(8));
            assertThat(answer.warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"notype, missing", "textplain, text/plain"})
    void readsAStreamByItsFirstBytesAndNamesItsType(String wrong, String type) throws Exception {
        for (TransportKind kind : TransportKind.values()) {
            Response answer = ask(kind, wrong, 1, STREAM, true);
            assertThat(answer.outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(answer.usage()).contains(EIGHT);
            assertThat(texts(answer)).isEqualTo(8);
            assertThat(answer.warnings())
                    .containsExactly("Content-Type is " + type + " where text/event-stream was sent");
        }
    }

    @Test
    void reportsWhichMarksOfAnEndAreMissingUnlessNoneIsNeeded() throws Exception {
        for (TransportKind kind : TransportKind.values()) {
            Response answer = ask(kind, "nomark", 1, STREAM, true);
            assertThat(answer.outcome()).isEqualTo(Outcome.TRUNCATED);
            assertThat(answer.error())
                    .contains("the stream ended after 8 events with text, without a finish reason or [DONE]"
                            + " (-p endMark=false accepts that)");
            assertThat(ask(kind, "nomark", 1, STREAM, false).outcome()).isEqualTo(Outcome.COMPLETED);
        }
    }

    @Test
    void namesAnErrorEventWithItsText() throws Exception {
        for (TransportKind kind : TransportKind.values()) {
            Response answer = ask(kind, "errevent", 1, STREAM, true);
            assertThat(answer.outcome()).isEqualTo(Outcome.STREAM_ERROR);
            assertThat(answer.error()).contains("the server sent an error event: the engine died");
            assertThat(texts(answer)).isEqualTo(4);
        }
    }

    @Test
    void namesTheWayToSendMaxTokens() throws Exception {
        for (TransportKind kind : TransportKind.values()) {
            Response answer = ask(kind, "refuse_mct", 1, STREAM, true);
            assertThat(answer.outcome()).isEqualTo(Outcome.HTTP_ERROR);
            assertThat(answer.error().orElseThrow())
                    .contains("Extra inputs are not permitted")
                    .endsWith("(-p maxTokensField=max_tokens sends max_tokens instead)");
            assertThat(ask(kind, "refuse_mct", 1, "{\"max_tokens\":8,\"stream\":true}", true)
                            .outcome())
                    .isEqualTo(Outcome.COMPLETED);
        }
    }

    @Test
    void keepsAPartOfAKeyOutOfAnErrorThatIsCut() throws Exception {
        Secrets.HERE.add("sk-of-the-error-test-0123456789");
        try (LoopbackServer server = LoopbackServer.start(c -> {
                    c.request();
                    c.sendJson(500, "{\"error\":\"" + "y".repeat(280) + " sk-of-the-error-test-0123456789\"}");
                });
                Transport transport = SocketTransport.open(server.target(), System::nanoTime)) {
            assertThat(send(transport, STREAM, true).error().orElseThrow())
                    .contains("yyyy")
                    .doesNotContain("sk-of");
        }
    }

    @Test
    void namesAnEncodingItDidNotAskFor() throws Exception {
        for (TransportKind kind : TransportKind.values()) {
            Response answer = ask(kind, "gzip", 1, STREAM, true);
            assertThat(answer.outcome()).isEqualTo(Outcome.STREAM_ERROR);
            assertThat(answer.error().orElseThrow()).startsWith("the response has Content-Encoding gzip");
        }
    }

    @Test
    void countsAStragglerWhole() throws Exception {
        Response answer = ask(TransportKind.SOCKETS, "straggler", 3, STREAM, true);
        assertThat(answer.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(texts(answer)).isEqualTo(400);
        assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(400);
        assertThat(answer.events().nanos(answer.events().size() - 1)).isLessThanOrEqualTo(answer.closedNanos());
    }

    @Test
    void believesMoreTokensThanWereAskedForIfTheirTextIsThere() throws Exception {
        Response answer = ask(TransportKind.SOCKETS, "ignore_mct", 1, STREAM, true);
        assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(64);
    }

    @Test
    void doesNotBelieveAnImpossibleUsage() throws Exception {
        Response answer = ask(TransportKind.SOCKETS, "hugeusage", 1, STREAM, true);
        assertThat(answer.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(answer.usage()).isEmpty();
        assertThat(answer.warnings())
                .containsExactly("usage is not believed: more output tokens than were asked for and than the text"
                        + " can have");
    }

    @ParameterizedTest
    @CsvSource({"96, false", "97, true", "1000, true"})
    void warnsOfMoreTokensThanTheTextHasBytesAndSpecialTokens(int claimed, boolean warned) throws Exception {
        String request = STREAM.replace("8", "1000");
        try (LoopbackServer server = LoopbackServer.start(new MisbehavingServer(MisbehavingServer.CLAIM + claimed));
                Transport transport = SocketTransport.open(server.target(), System::nanoTime)) {
            Response answer = send(transport, request, 1000, true); // 8 texts of 4 bytes, and 64 special tokens
            assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(claimed);
            assertThat(answer.warnings()
                            .contains("usage has more output tokens than the text can have:"
                                    + " hidden tokens are counted, or the count is wrong"))
                    .isEqualTo(warned);
        }
    }

    @Test
    void warnsOfCountedTokensWithoutText() throws Exception {
        Response answer = ask(TransportKind.SOCKETS, "silent", 1, STREAM, true);
        assertThat(answer.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(texts(answer)).isZero();
        assertThat(answer.usage()).contains(EIGHT);
        assertThat(answer.warnings())
                .containsExactly("the response has counted tokens but no text: its latencies are not measured");
    }

    @Test
    void distinguishesAWholeResponseFromAStream() throws Exception {
        Response answer = ask(TransportKind.SOCKETS, "ok", 1, "{\"max_completion_tokens\":8,\"stream\":false}", true);
        assertThat(answer.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(answer.events().kind(0)).isEqualTo(EventKind.WHOLE);
        assertThat(answer.warnings())
                .containsExactly(
                        "the response came whole though a stream was asked for: TTFT and TPOT are not measured");
    }

    @ParameterizedTest
    @ValueSource(longs = {4_900, 5_000, 5_100})
    void doesNotUseAConnectionThatTheServerIsAboutToClose(long pauseMillis) throws Exception {
        AtomicLong later = new AtomicLong();
        try (LoopbackServer server = LoopbackServer.start(new MisbehavingServer("ok"));
                Transport transport = SocketTransport.open(server.target(), () -> System.nanoTime() + later.get())) {
            assertThat(send(transport, STREAM, true).outcome()).isEqualTo(Outcome.COMPLETED);
            later.addAndGet(TimeUnit.MILLISECONDS.toNanos(pauseMillis));
            assertThat(send(transport, STREAM, true).outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(server.connections()).as("connections").isEqualTo(2);
        }
    }

    /** Asks several times; returns the last answer. */
    private static Response ask(TransportKind kind, String wrong, int times, String body, boolean endMark)
            throws Exception {
        try (LoopbackServer server = LoopbackServer.start(new MisbehavingServer(wrong));
                Transport transport = Transport.open(server.target().over(kind), System::nanoTime)) {
            Response answer = send(transport, body, endMark);
            for (int i = 1; i < times; i++) {
                answer = send(transport, body, endMark);
            }
            return answer;
        }
    }

    private static Response send(Transport transport, String body, boolean endMark) throws Exception {
        return send(transport, body, MisbehavingServer.TOKENS, endMark);
    }

    private static Response send(Transport transport, String body, int outputTokens, boolean endMark) throws Exception {
        byte[] bytes = body.getBytes(UTF_8);
        CompletableFuture<Response> answer = new CompletableFuture<>();
        Asked asked = new Asked(outputTokens, bytes.length, true, endMark);
        Exchange unused = transport.send(
                WireRequest.post("/v1/chat/completions", bytes),
                new ResponseReader(0, 8, asked, true, answer::complete));
        return answer.get(60, TimeUnit.SECONDS);
    }

    private static int texts(Response answer) {
        int texts = 0;
        for (int i = 0; i < answer.events().size(); i++) {
            texts += answer.events().kind(i).isText() ? 1 : 0;
        }
        return texts;
    }
}
