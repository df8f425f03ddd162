package io.varcas.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.client.Chunks;
import io.varcas.client.LoopbackServer;
import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import io.varcas.setting.TransportKind;
import io.varcas.traffic.BurstArrivals;
import io.varcas.transport.Target;
import io.varcas.workload.LoadShape;
import io.varcas.workload.Plans;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
@ParameterizedClass(name = "{0}")
@EnumSource(TransportKind.class)
@Timeout(60)
class LoadOverSocketsTest {

    @Parameter
    private TransportKind kind;

    private static final WorkloadPlan ONE = one("timeout=30s");
    private static final WorkloadPlan ONE_THAT_TIMES_OUT = one("timeout=300ms");

    private final List<RequestRecord> records = Collections.synchronizedList(new ArrayList<>());

    private static WorkloadPlan one(String timeout) {
        return Plans.with(
                Plans.of(
                        "warmup.iterations=0",
                        "measurement.iterations=1",
                        "measurement.time=50ms",
                        "drain.limit=40s",
                        timeout),
                new LoadShape.Open(BurstArrivals.once(1)));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(Outcome.COMPLETED, "", c -> {
                    c.request();
                    c.sendAnswer(2);
                }),
                fault(Outcome.HTTP_ERROR, "HTTP 400: too long", c -> {
                    c.request();
                    c.sendJson(400, "{\"error\":{\"message\":\"too long\"}}");
                }),
                fault(Outcome.REJECTED, "HTTP 503: queue is full", c -> {
                    c.request();
                    c.sendJson(503, "{\"error\":{\"message\":\"queue is full\"}}");
                }),
                fault(Outcome.STREAM_ERROR, "the server broke off the stream: boom", c -> {
                    c.request();
                    c.sendStreamHead();
                    c.sendChunk(Chunks.content("a"));
                    c.sendChunk("data: {\"error\":{\"message\":\"boom\",\"code\":500}}\n\n" + Chunks.DONE);
                    c.sendLastChunk();
                }),
                fault(
                        Outcome.TRUNCATED,
                        "the stream ended after 1 event with text, without a finish reason or [DONE]"
                                + " (-p endMark=false accepts that)",
                        c -> {
                            c.request();
                            c.sendStreamHead();
                            c.sendChunk(Chunks.content("a"));
                            c.sendLastChunk();
                        }),
                fault(Outcome.TRUNCATED, "after 1 event with text, without a finish reason or [DONE]", c -> {
                    c.request();
                    c.sendStreamHead();
                    c.sendChunk(Chunks.content("a"));
                    c.reset();
                }),
                fault(Outcome.CONNECT_FAILURE, "the connection was closed before any byte of a response", c -> {
                    c.request();
                    c.reset();
                }),
                fault(Outcome.TIMEOUT, "no end of the response within the time limit; the connection was closed", c -> {
                    c.request();
                    c.sendStreamHead();
                    c.sendChunk(Chunks.content("a"));
                    c.awaitClose();
                }));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void endsEveryFaultInItsOutcome(Outcome outcome, String error, LoopbackServer.Script script) throws IOException {
        try (LoopbackServer server = LoopbackServer.start(script)) {
            LoadEnd end = run(outcome == Outcome.TIMEOUT ? ONE_THAT_TIMES_OUT : ONE, server.target());
            assertThat(end.interrupted()).isFalse();
            assertThat(records).hasSize(1);
            assertThat(records.get(0).outcome()).isEqualTo(outcome);
            assertThat(records.get(0).error().orElse("")).endsWith(error);
            assertThat(server.requests()).as("sent once, never repeated").hasSize(1);
        }
    }

    @Test
    void endsInAConnectFailureWhenNothingListens() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }
        run(ONE, Target.parse("http://127.0.0.1:" + port));
        assertThat(records).hasSize(1);
        assertThat(records.get(0).outcome()).isEqualTo(Outcome.CONNECT_FAILURE);
        assertThat(records.get(0).error()).contains("connection refused");
    }

    @Test
    void closesTheConnectionOfWhatTheDrainDidNotWaitFor() throws Exception {
        CountDownLatch closed = new CountDownLatch(3);
        WorkloadPlan three = Plans.with(
                Plans.of(
                        "warmup.iterations=0",
                        "measurement.iterations=1",
                        "measurement.time=50ms",
                        "drain.limit=300ms"),
                new LoadShape.Open(BurstArrivals.once(3)));
        try (LoopbackServer server = LoopbackServer.start(c -> {
            c.request();
            if (c.awaitClose()) {
                closed.countDown();
            }
        })) {
            run(three, server.target());
            assertThat(records).hasSize(3).allMatch(record -> record.outcome() == Outcome.CANCELLED);
            assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void holdsNoneOf500RequestsBack() throws IOException {
        CountDownLatch allThere = new CountDownLatch(500);
        WorkloadPlan burst = Plans.with(
                Plans.of(
                        "warmup.iterations=0", "measurement.iterations=1", "measurement.time=100ms", "drain.limit=50s"),
                new LoadShape.Open(BurstArrivals.once(500)));
        try (LoopbackServer server = LoopbackServer.start(c -> {
            c.request();
            allThere.countDown();
            allThere.await(); // nobody is answered before all have asked
            c.sendAnswer(1);
        })) {
            run(burst, server.target());
            assertThat(records).hasSize(500).allMatch(record -> record.outcome() == Outcome.COMPLETED);
            assertThat(server.connections()).isEqualTo(500);
        }
    }

    private LoadEnd run(WorkloadPlan plan, Target target) {
        return SocketLoad.run(plan, target.over(kind), records);
    }

    private static Arguments fault(Outcome outcome, String error, LoopbackServer.Script script) {
        return Arguments.of(outcome, error, script);
    }
}
