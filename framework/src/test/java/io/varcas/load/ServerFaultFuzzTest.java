package io.varcas.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.client.Chunks;
import io.varcas.client.LoopbackServer;
import io.varcas.fuzz.FuzzRun;
import io.varcas.fuzz.Mutator;
import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import io.varcas.setting.TransportKind;
import io.varcas.traffic.BurstArrivals;
import io.varcas.workload.LoadShape;
import io.varcas.workload.Plans;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a server answers, and whenever it hangs up or falls silent: every request has one outcome, and all of them add up. */
@Tag("slow")
class ServerFaultFuzzTest {

    private static final int REQUESTS = 8;

    private static final WorkloadPlan PLAN = Plans.with(
            Plans.of(
                    "warmup.iterations=0",
                    "measurement.iterations=1",
                    "measurement.time=20ms",
                    "drain.limit=10s",
                    "timeout=250ms",
                    "failures.stop=0"),
            new LoadShape.Open(BurstArrivals.once(REQUESTS)));

    private static final List<byte[]> RESPONSES = Stream.of(
                    head("Transfer-Encoding: chunked") + chunked(Chunks.content("a"), Chunks.content("b"), end()),
                    head("Transfer-Encoding: chunked") + chunked(Chunks.content("a") + Chunks.content("b") + end()),
                    head("Content-Length: " + (Chunks.content("a") + end()).length()) + Chunks.content("a") + end(),
                    head("Connection: close") + Chunks.content("a") + Chunks.content("b") + end(),
                    "HTTP/1.1 503 Busy\r\nContent-Type: application/json\r\nContent-Length: 28\r\n\r\n"
                            + "{\"error\":{\"message\":\"full\"}}",
                    "HTTP/1.1 429 Slow\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n")
            .map(text -> text.getBytes(ISO_8859_1))
            .toList();

    private static String head(String field) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n" + field + "\r\n\r\n";
    }

    private static String end() {
        return Chunks.finish() + Chunks.usage(5, 2) + Chunks.DONE;
    }

    private static String chunked(String... pieces) {
        StringBuilder body = new StringBuilder();
        for (String piece : pieces) {
            body.append(Integer.toHexString(piece.length()))
                    .append("\r\n")
                    .append(piece)
                    .append("\r\n");
        }
        return body + "0\r\n\r\n";
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void everyRequestHasOneOutcome(TransportKind kind) {
        FuzzRun run = FuzzRun.ofFaults("faults of servers over " + kind);
        for (int i = 0; i < FuzzRun.faults(10); i++) {
            long seed = FuzzRun.SEED + i;
            run.take(() -> "fault of seed " + seed, () -> load(kind, seed));
        }
        run.end();
    }

    private static void load(TransportKind kind, long seed) throws IOException {
        List<RequestRecord> records = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger answers = new AtomicInteger();
        try (LoopbackServer server = LoopbackServer.start(
                c -> answer(c, new SplittableRandom(seed * REQUESTS + answers.getAndIncrement())))) {
            LoadEnd end = SocketLoad.run(PLAN, server.target().over(kind), records);
            assertThat(end.failure()).isEmpty();
        }
        assertThat(records).extracting(RequestRecord::index).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(records).allSatisfy(request -> {
            assertThat(request.error().isPresent()).isEqualTo(request.outcome() != Outcome.COMPLETED);
            assertThat(request.error().orElse("")).doesNotContainPattern("\\p{Cntrl}|Exception|java\\.");
            assertThat(request.closedNanos())
                    .isGreaterThanOrEqualTo(request.sentNanos().orElseThrow());
            assertThat(request.output().tokens()).isBetween(0, 10_000);
        });
    }

    /** Plays one connection: a damaged response in some pieces, and then whatever a server may do. */
    private static void answer(LoopbackServer.Conversation c, SplittableRandom random)
            throws IOException, InterruptedException {
        while (c.request() != null) {
            String response = new String(new Mutator(RESPONSES, random).next(), ISO_8859_1);
            int sent = 0;
            while (sent < response.length()) {
                int upTo = sent + 1 + random.nextInt(response.length() - sent);
                c.send(response.substring(sent, upTo));
                sent = upTo;
            }
            switch (random.nextInt(4)) {
                case 0 -> {
                    return;
                }
                case 1 -> {
                    c.reset();
                    return;
                }
                default -> {
                    // waits for the next request; a client that waits for more of this one runs into its limit
                }
            }
        }
    }
}
