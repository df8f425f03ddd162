package io.varcas.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.client.Sample;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseDecoderTest {

    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    /** Answers of a real vLLM, with the framing that its server put around them. */
    static Stream<Arguments> answers() {
        return Stream.of(
                        "chat-stream.txt",
                        "chat-stream-per-request-metrics.txt",
                        "completion-stream-n2.txt",
                        "completion-batch.txt",
                        "error-404-model.txt",
                        "error-405-method.txt",
                        "tokenize.txt")
                .flatMap(name -> Stream.of(Framing.values()).map(framing -> Arguments.of(name, framing)));
    }

    /** How a body says where it ends. */
    enum Framing {
        CHUNKED,
        COUNTED,
        UNTIL_CLOSE;

        String frame(Sample sample, String body) {
            String head = "HTTP/1.1 " + sample.status() + " Said\r\ndate: today\r\nContent-Type: "
                    + sample.contentType() + "\r\n";
            return switch (this) {
                case CHUNKED -> head + "transfer-encoding: chunked\r\n\r\n" + inChunks(body) + "0\r\n\r\n";
                case COUNTED -> head + "content-length: " + body.length() + "\r\n\r\n" + body;
                case UNTIL_CLOSE -> head + "\r\n" + body;
            };
        }

        private static String inChunks(String body) {
            StringBuilder chunks = new StringBuilder();
            Pattern.compile("(?<=\n\n)")
                    .splitAsStream(body)
                    .forEach(event -> chunks.append(Integer.toHexString(event.length()))
                            .append("\r\n")
                            .append(event)
                            .append("\r\n"));
            return chunks.toString();
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void readsTheSameHoweverTheBytesAreCut(String name, Framing framing) throws IOException {
        Sample sample = Sample.read(name);
        String body = new String(sample.body(), StandardCharsets.ISO_8859_1);
        String wire = framing.frame(sample, body);
        int[][] cuts = Stream.concat(
                        IntStream.range(1, wire.length()).mapToObj(cut -> new int[] {cut}),
                        Stream.of(IntStream.range(1, wire.length()).toArray()))
                .toArray(int[][]::new);
        for (int[] cut : cuts) {
            Pieces pieces = new Pieces();
            assertThat(pieces.read(wire, cut)).isEmpty();
            assertThat(pieces.decoder.isOver()).isEqualTo(framing != Framing.UNTIL_CLOSE);
            pieces.close();
            assertThat(pieces.decoder.isOver()).isTrue();
            assertThat(pieces.decoder.keepsConnection()).isTrue();
            assertThat(pieces.heads).containsExactly(sample.status() + " " + sample.contentType());
            assertThat(pieces.body).hasToString(body);
        }
    }

    @Test
    void readsOneAnswerAfterTheOtherAndLeavesWhatFollows() throws IOException {
        Pieces pieces = new Pieces();
        String second = "HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n\r\nabc";
        assertThat(pieces.read(CHUNKED + "2\r\nok\r\n0\r\n\r\n" + second)).isEqualTo(second);
        pieces.decoder.reset();
        assertThat(pieces.read(second + "x")).isEqualTo("x");
        assertThat(pieces.heads).containsExactly("200 ", "404 ");
        assertThat(pieces.body).hasToString("okabc");
    }

    @Test
    void readsOverExtensionsTrailersInterimAnswersAndBareLineFeeds() throws IOException {
        Pieces pieces = new Pieces();
        String wire = """
                HTTP/1.1 103 Early Hints\r
                Link: <a>\r
                \r
                HTTP/1.1 200
                TRANSFER-ENCODING:\tChunked\s
                Folded: a
                 b

                3;a="b"
                abc
                00A \r
                0123456789\r
                0\r
                Trailer: x\r
                \r
                """;
        for (int cut = 1; cut < wire.length(); cut++) {
            Pieces cutOnce = new Pieces();
            assertThat(cutOnce.read(wire, cut)).isEmpty();
            assertThat(cutOnce.body).hasToString("abc0123456789");
        }
        pieces.read(wire);
        assertThat(pieces.decoder.isOver()).isTrue();
        assertThat(pieces.heads).containsExactly("200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nContent-Length: 10\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
            })
    void needsNoBody(String wire) throws IOException {
        Pieces pieces = new Pieces();
        pieces.read(wire);
        assertThat(pieces.decoder.isOver()).isTrue();
        assertThat(pieces.body).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nconnection: x, Close\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"
            })
    void recognizesAConnectionThatEndsWithItsResponse(String wire) throws IOException {
        Pieces pieces = new Pieces();
        pieces.read(wire);
        assertThat(pieces.decoder.isOver()).isTrue();
        assertThat(pieces.decoder.keepsConnection()).isFalse();
    }

    @Test
    void keepsAConnectionOfAnOldServerThatOffersIt() throws IOException {
        Pieces pieces = new Pieces();
        pieces.read("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n");
        assertThat(pieces.decoder.keepsConnection()).isTrue();
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("SSH-2.0-OpenSSH_9.6\r\n", "the server does not respond in HTTP/1.1: SSH-2.0-OpenSSH_9.6"),
                Arguments.of("\u0015\u0003\u0001\u0000\u0002\u0002F", "the server does not respond in HTTP/1.1"),
                Arguments.of("HTTP/2 200\r\n", "the server does not respond in HTTP/1.1: HTTP/2 200"),
                Arguments.of("HTTP/1.1 OK\r\n", "the server does not respond in HTTP/1.1: HTTP/1.1 OK"),
                Arguments.of("HTTP/1.1 2OO OK\r\n", "the server does not respond in HTTP/1.1: HTTP/1.1 2OO OK"),
                Arguments.of("HTTP/1.1 101 Switching\r\n", "does not respond in HTTP/1.1: HTTP/1.1 101 Switching"),
                Arguments.of("HTTP/1.1 200 OK\r\nno colon\r\n", "a line without a colon: no colon"),
                Arguments.of("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n", "Content-Length is no length: -1"),
                Arguments.of("HTTP/1.1 200 OK\r\nContent-Length: \r\n", "Content-Length is no length"),
                Arguments.of("HTTP/1.1 200 OK\r\nContent-Length: 9999999999999999999\r\n", "is no length"),
                Arguments.of(
                        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n",
                        "Content-Length is no length: 2"),
                Arguments.of(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n",
                        "a transfer encoding that was not asked for: gzip, chunked"),
                Arguments.of("HTTP/1.1 200 OK\r\nX: " + "x".repeat(70_000), "longer than 65536 bytes"),
                Arguments.of(CHUNKED + "\r\n", "a chunk of the response begins with no size"),
                Arguments.of(CHUNKED + "xyz\r\n", "a chunk of the response begins with no size"),
                Arguments.of(CHUNKED + "-5\r\n", "a chunk of the response begins with no size"),
                Arguments.of(CHUNKED + "1000000000000000\r\n", "a chunk of the response begins with no size"),
                Arguments.of(CHUNKED + "2\r\nabc\r\n", "a chunk of the response is longer than its declared size"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesWhatIsNoHttpInOneLine(String wire, String told) {
        int[] everywhere = IntStream.range(1, wire.length()).toArray();
        for (int[] cuts : new int[][] {{}, everywhere}) {
            assertThatThrownBy(() -> new Pieces().read(wire, cuts))
                    .isInstanceOf(ProtocolException.class)
                    .message()
                    .contains(cuts.length == 0 ? told : told.split(": ", 2)[0])
                    .doesNotContain("\n");
        }
    }

    static Stream<Arguments> cutShort() {
        return Stream.of(
                Arguments.of("", "the connection was closed before any byte of a response"),
                Arguments.of("HTTP/1.1 200 OK\r\nConten", "the connection was closed within the head of the response"),
                Arguments.of(CHUNKED + "5\r\nabc", "closed before the last chunk"),
                Arguments.of(CHUNKED + "3\r\nabc\r\n", "closed before the last chunk"),
                Arguments.of(CHUNKED + "3\r\nabc\r\n0\r\n", "closed before the last chunk"),
                Arguments.of("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", "closed 6 bytes before the end"));
    }

    @ParameterizedTest
    @MethodSource("cutShort")
    void recognizesAResponseThatIsCutShort(String wire, String told) throws IOException {
        Pieces pieces = new Pieces();
        pieces.read(wire);
        assertThatThrownBy(pieces::close).isInstanceOf(EOFException.class).hasMessage(told);
    }
}
