package io.varcas.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.transport.ResponseTooLongException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SseScannerTest {

    static Stream<Arguments> streams() {
        return Stream.of(
                Arguments.of("data: a\n\ndata: b\n\n", List.of("a", "b")),
                Arguments.of("data: a\r\n\r\ndata: b\r\n\r\n", List.of("a", "b")),
                Arguments.of("data: a\r\rdata: b\r\r", List.of("a", "b")),
                Arguments.of("data: a\r\n\ndata: b\n\r\n", List.of("a", "b")),
                Arguments.of("data:a\n\ndata:  b\n\n", List.of("a", " b")),
                Arguments.of(": ping\n\n:\n\ndata: a\n: in between\ndata: b\n\n", List.of("a\nb")),
                Arguments.of("data: 1\ndata: 2\ndata: 3\n\ndata: 4\n\n", List.of("1\n2\n3", "4")),
                Arguments.of("data\ndata: a\n\n", List.of("\na")),
                Arguments.of("event: chunk\nid: 7\nretry: 10\ndata: a\n\ndatabase: b\n\n", List.of("a")),
                Arguments.of("data:\n\ndata: \n\ndata: a\n\n", List.of("a")),
                Arguments.of("\n\n\ndata: a\n\n\n\n", List.of("a")),
                Arguments.of("data: a\n\ndata: no blank line\n", List.of("a", "no blank line")),
                Arguments.of("data: a\n\ndata: no line end", List.of("a", "no line end")),
                Arguments.of("data: x\r\n\r\ndata: cut\r", List.of("x", "cut")),
                Arguments.of("\uFEFFdata: a\n\ndata: \uFEFFb\n\n", List.of("a", "\uFEFFb")),
                Arguments.of("data: \u00e9\u20ac\uD83D\uDE00\n\n", List.of("\u00e9\u20ac\uD83D\uDE00")),
                Arguments.of(
                        "data: {\"a\":1}\ndata: {\"b\":2}\ndata: [DONE]\n",
                        List.of("{\"a\":1}", "{\"b\":2}", "[DONE]")),
                Arguments.of("data: {\"a\":1} \r\ndata: {\"b\":\"}{\"}\r\n", List.of("{\"a\":1} ", "{\"b\":\"}{\"}")),
                Arguments.of("data: {\ndata: \"a\":{}\ndata: }\n\n", List.of("{\n\"a\":{}\n}")),
                Arguments.of(
                        "data: {\"a\":{}\ndata: ,\"b\":\"\\\"}\"}\ndata: {}\n",
                        List.of("{\"a\":{}\n,\"b\":\"\\\"}\"}", "{}")),
                Arguments.of("data:\ndata: [1,\ndata: 2]\n\n", List.of("\n[1,\n2]")),
                Arguments.of("data: : PROCESSING\n\ndata: [PING]\n\ndata: a\n\n", List.of("a")),
                Arguments.of("data: keep-alive\ndata: {}\n", List.of("{}")),
                Arguments.of("event: ping\ndata: {\"x\":1}\n\ndata: {}\n\n", List.of("{}")),
                Arguments.of("event: error\ndata: died\n\ndata: a\n\n", List.of("error died", "a")),
                Arguments.of("event: error\n\nevent: delta\ndata: a\n\n", List.of("error ", "a")),
                Arguments.of("", List.of()));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void readsTheSameEventsHoweverTheStreamIsCut(String stream, List<String> events) {
        byte[] bytes = stream.getBytes(UTF_8);
        assertThat(scan(bytes, bytes.length)).isEqualTo(events);
        assertThat(scan(bytes, 1)).as("byte by byte").isEqualTo(events);
        for (int cut = 1; cut < bytes.length; cut++) {
            assertThat(scanInTwo(bytes, cut)).as("cut at %d", cut).isEqualTo(events);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chat-stream.txt",
                "chat-stream-per-request-metrics.txt",
                "completion-stream-continuous-usage.txt",
                "completion-stream-n2.txt"
            })
    void readsTheEventsOfVllmCutAtEveryByte(String sample) {
        byte[] bytes = Sample.read(sample).body();
        List<String> events = Sample.read(sample)
                .text()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .toList();
        assertThat(events).last().isEqualTo("[DONE]");
        for (int cut = 0; cut <= bytes.length; cut++) {
            assertThat(scanInTwo(bytes, cut)).as("cut at %d", cut).isEqualTo(events);
        }
        for (int step = 1; step < 64; step++) {
            assertThat(scan(bytes, step)).as("pieces of %d", step).isEqualTo(events);
        }
    }

    @Test
    void readsEventsLargerThanItsBuffer() {
        String large = "x".repeat(100_000);
        byte[] bytes = ("data: small\n\ndata: " + large + "\ndata: second line\n\ndata: after\n\n").getBytes(UTF_8);
        for (int step : new int[] {1000, 1024, 16_384, bytes.length}) {
            assertThat(scan(bytes, step)).containsExactly("small", large + "\nsecond line", "after");
        }
    }

    @Test
    void refusesAnEventWithoutEnd() {
        SseScanner scanner = new SseScanner((nanos, bytes, from, to) -> {});
        byte[] piece = "data: xxxxxxxxx".repeat(100_000).getBytes(UTF_8);
        assertThatThrownBy(() -> {
                    for (int i = 0; i <= SseScanner.LONGEST_EVENT / piece.length; i++) {
                        scanner.read(0, ByteBuffer.wrap(piece));
                    }
                })
                .isInstanceOf(ResponseTooLongException.class)
                .hasMessageContaining("longer than");
    }

    @Test
    void stampsAnEventWithTheReadThatCompletedIt() {
        List<Long> stamps = new ArrayList<>();
        SseScanner scanner = new SseScanner((nanos, bytes, from, to) -> stamps.add(nanos));
        scanner.read(1, buffer("data: a\n\ndata:"));
        scanner.read(2, buffer(" b\n"));
        scanner.read(3, buffer("\ndata: c\n\n"));
        scanner.end(4);
        assertThat(stamps).containsExactly(1L, 3L, 3L);
    }

    @Test
    void stampsAWholeValueWithTheReadThatEndedItsLine() {
        List<Long> stamps = new ArrayList<>();
        SseScanner scanner = new SseScanner((nanos, bytes, from, to) -> stamps.add(nanos));
        scanner.read(1, buffer("data: {\"a\":1}\n"));
        scanner.read(2, buffer("data: {\"a\":2}\n"));
        assertThat(stamps).containsExactly(1L, 2L);
    }

    private static List<String> scan(byte[] bytes, int step) {
        List<String> events = new ArrayList<>();
        SseScanner scanner = scanner(events);
        for (int at = 0; at < bytes.length; at += step) {
            scanner.read(
                    0,
                    ByteBuffer.wrap(bytes, at, Math.min(step, bytes.length - at))
                            .asReadOnlyBuffer());
        }
        scanner.end(0);
        return events;
    }

    private static List<String> scanInTwo(byte[] bytes, int cut) {
        List<String> events = new ArrayList<>();
        SseScanner scanner = scanner(events);
        scanner.read(0, ByteBuffer.wrap(bytes, 0, cut));
        scanner.read(0, ByteBuffer.wrap(bytes, cut, bytes.length - cut));
        scanner.end(0);
        return events;
    }

    private static SseScanner scanner(List<String> events) {
        return new SseScanner(new SseSink() {
            @Override
            public void event(long nanos, byte[] bytes, int from, int to) {
                events.add(new String(bytes, from, to - from, UTF_8));
            }

            @Override
            public void error(long nanos, byte[] bytes, int from, int to) {
                events.add("error " + new String(bytes, from, to - from, UTF_8));
            }
        });
    }

    private static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
