package io.varcas.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.client.Asked;
import io.varcas.client.Chunks;
import io.varcas.client.Response;
import io.varcas.client.ResponseReader;
import io.varcas.record.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The same bytes give the same record wherever reads cut them, whole or damaged. */
class StreamCutsTest {

    private static final int STREAMS = 1_000;
    private static final int CUTS = 5;

    /** Pieces that faults are made of. */
    private static final String[] FAULTS = {
        "\r\n",
        "\n",
        "\r",
        "0\r\n\r\n",
        "5\r\n",
        "zz\r\n",
        "data: [DONE]\n\n",
        "data: {\n",
        "}",
        "\"",
        "\\",
        "event: error\n",
        "data: : ping\n",
        "finish_reason\":\"abort\"",
        "1e9",
        "HTTP/1.1 200 OK\r\n",
        "\u0000",
        "data: {\"error\":\"x\"}\n\n"
    };

    @Test
    void givesTheSameRecordAtEveryCut() {
        Random chance = new Random(20_27);
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        for (int i = 0; i < STREAMS; i++) {
            String wire = damaged(wire(chance), chance);
            String whole = read(wire, new int[0]);
            outcomes.merge(Outcome.valueOf(whole.substring(0, whole.indexOf('|'))), 1, Integer::sum);
            for (int k = 0; k < CUTS; k++) {
                int[] cuts = k == 0 && i % 5 == 0
                        ? IntStream.range(1, wire.length()).toArray()
                        : cuts(wire.length(), chance);
                assertThat(read(wire, cuts)).as("stream %d: %s", i, wire).isEqualTo(whole);
            }
        }
        assertThat(outcomes)
                .as("the streams are of every kind")
                .containsKeys(Outcome.COMPLETED, Outcome.STREAM_ERROR, Outcome.TRUNCATED, Outcome.CONNECT_FAILURE);
    }

    @Test
    void keepsTheTextThatCameBeforeAFaultOfTheFraming() {
        String wire = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                + chunk(Chunks.content("a")) + chunk(Chunks.content("b")) + "what?";
        for (int cut = 1; cut < wire.length(); cut++) {
            assertThat(read(wire, new int[] {cut})).startsWith("TRUNCATED|").contains("|CC|");
        }
    }

    private static String wire(Random chance) {
        String blank = chance.nextInt(4) == 0 ? "\n" : chance.nextInt(4) == 0 ? "\r\n\r\n" : "\n\n";
        StringBuilder body = new StringBuilder();
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            events.add(Chunks.content("word " + i).strip());
        }
        events.add(Chunks.finish().strip());
        events.add(Chunks.usage(5, 4).strip());
        events.add(Chunks.DONE.strip());
        boolean chunked = chance.nextInt(4) > 0;
        for (String event : events) {
            body.append(chunked ? chunk(event + blank) : event + blank);
        }
        return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                + (chunked ? "Transfer-Encoding: chunked\r\n\r\n" : "\r\n") + body + (chunked ? "0\r\n\r\n" : "");
    }

    private static String damaged(String wire, Random chance) {
        StringBuilder text = new StringBuilder(wire);
        for (int faults = chance.nextInt(4); faults > 0; faults--) {
            int at = chance.nextInt(text.length());
            switch (chance.nextInt(4)) {
                case 0 -> text.insert(at, FAULTS[chance.nextInt(FAULTS.length)]);
                case 1 -> text.delete(at, Math.min(text.length() - 1, at + 1 + chance.nextInt(20)));
                case 2 -> text.setCharAt(at, (char) chance.nextInt(256));
                default -> text.setLength(Math.max(1, at));
            }
        }
        return text.toString();
    }

    private static int[] cuts(int length, Random chance) {
        return chance.ints(1 + chance.nextInt(8), 1, Math.max(2, length))
                .sorted()
                .distinct()
                .toArray();
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    /** Reads bytes as a connection does; returns all of the record but its times. */
    private static String read(String wire, int[] cuts) {
        List<Response> answers = new ArrayList<>();
        ResponseReader reader = new ResponseReader(0, 4, new Asked(8, 100, true, true), true, answers::add);
        ResponseDecoder decoder = new ResponseDecoder();
        ResponseDecoder.Reader taker = new ResponseDecoder.Reader() {
            @Override
            public void head(int status, String contentType) {
                reader.head(0, status, contentType);
            }

            @Override
            public void body(ByteBuffer piece) {
                reader.bytes(0, piece);
            }
        };
        byte[] bytes = wire.getBytes(ISO_8859_1);
        try {
            int from = 0;
            for (int i = 0; i <= cuts.length && !decoder.isOver(); i++) {
                int to = i < cuts.length ? cuts[i] : bytes.length;
                if (to > from && to <= bytes.length) {
                    decoder.read(ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, to)), taker);
                    from = to;
                }
            }
            if (!decoder.isOver()) {
                decoder.close();
            }
            reader.ended(0);
        } catch (IOException broken) {
            reader.failed(0, broken);
        }
        assertThat(answers).hasSize(1);
        Response answer = answers.get(0);
        StringBuilder kinds = new StringBuilder();
        for (int i = 0; i < answer.events().size(); i++) {
            kinds.append(answer.events().kind(i).code());
        }
        return answer.outcome() + "|" + answer.status() + "|" + kinds + "|" + answer.usage() + "|"
                + answer.finishReason() + "|" + answer.error() + "|" + answer.text() + "|" + answer.serverId() + "|"
                + answer.warnings() + "|" + answer.firstTextTokens();
    }
}
