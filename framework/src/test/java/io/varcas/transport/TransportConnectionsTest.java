package io.varcas.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.client.Chunks;
import io.varcas.client.LoopbackServer;
import io.varcas.client.Response;
import io.varcas.client.ResponseReader;
import io.varcas.client.ServerCalls;
import io.varcas.record.Outcome;
import io.varcas.setting.TransportKind;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource(TransportKind.class)
@Timeout(60)
class TransportConnectionsTest {

    @Parameter
    private TransportKind kind;

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final WireRequest REQUEST =
            WireRequest.post("/v1/chat/completions", "{\"stream\":true}".getBytes(UTF_8));

    @Test
    void endsEveryExchangeOnceAndNeverCallsAListenerTwiceAtATime() throws Exception {
        int count = 400;
        CountDownLatch ended = new CountDownLatch(count);
        List<Probe> probes =
                Stream.generate(() -> new Probe(ended)).limit(count).toList();
        Random chance = new Random(7);
        try (LoopbackServer server = LoopbackServer.start(c -> {
                    while (c.request() != null) {
                        c.sendAnswer(20);
                    }
                });
                Transport transport = open(server.target())) {
            for (Probe probe : probes) {
                Exchange exchange = transport.send(REQUEST, probe);
                int end = chance.nextInt(3);
                if (end == 0) {
                    continue; // not cancelled, so it ends whole
                }
                if (end == 1) {
                    Thread.sleep(0, chance.nextInt(500_000)); // somewhere in its answer, or after it
                }
                exchange.cancel(); // without a wait: before any server can have sent all of it
                exchange.cancel();
            }
            assertThat(ended.await(50, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(probes).allSatisfy(probe -> {
            assertThat(probe.ends).hasValue(1);
            assertThat(probe.overlaps).hasValue(0);
        });
        assertThat(probes).anyMatch(probe -> probe.whole).anyMatch(probe -> !probe.whole);
    }

    /** Counts how an exchange ended, and calls that overlap or come after the end. */
    private static final class Probe implements ExchangeListener {

        private final CountDownLatch ended;
        private final AtomicInteger ends = new AtomicInteger();
        private final AtomicInteger overlaps = new AtomicInteger();
        private final AtomicBoolean busy = new AtomicBoolean();
        private volatile boolean whole;

        Probe(CountDownLatch ended) {
            this.ended = ended;
        }

        @Override
        public void head(long nanos, int status, String contentType) {
            during(() -> {});
        }

        @Override
        public void bytes(long nanos, ByteBuffer bytes) {
            during(() -> {});
        }

        @Override
        public void ended(long nanos) {
            whole = true;
            during(this::end);
        }

        @Override
        public void failed(long nanos, Throwable cause) {
            during(this::end);
        }

        private void end() {
            ends.incrementAndGet();
            ended.countDown();
        }

        private void during(Runnable call) {
            if (!busy.compareAndSet(false, true) || ends.get() > 0) {
                overlaps.incrementAndGet();
            }
            call.run();
            busy.set(false);
        }
    }

    @Test
    void reportsAnIdleConnectionThatTheServerClosedAndNeverRepeatsTheRequest() throws Exception {
        try (LoopbackServer server = LoopbackServer.start(c -> {
                    c.request();
                    c.sendAnswer(1);
                    c.request(); // crossed with the closing of the idle connection
                    c.reset();
                });
                Transport transport = open(server.target())) {
            ServerCalls calls = new ServerCalls(transport);
            assertThat(calls.ask(REQUEST, LIMIT).outcome()).isEqualTo(Outcome.COMPLETED);
            Response second = calls.ask(REQUEST, LIMIT);
            assertThat(second.outcome()).isEqualTo(Outcome.CONNECT_FAILURE);
            assertThat(second.error().orElseThrow())
                    .isEqualTo("the connection was closed before any byte of a response");
            assertThat(server.requests()).as("sent once each, not repeated").hasSize(2);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void closesTheConnectionOfACancelledRequest() throws Exception {
        CountDownLatch closed = new CountDownLatch(2);
        try (LoopbackServer server = LoopbackServer.start(c -> {
                    String request = c.request();
                    if (request != null && request.contains("begun")) {
                        c.sendStreamHead();
                        c.sendChunk(Chunks.content("a"));
                    }
                    if (c.awaitClose()) {
                        closed.countDown();
                    }
                });
                Transport transport = open(server.target())) {
            ServerCalls calls = new ServerCalls(transport);
            Response silent = calls.ask(WireRequest.post("/silent", new byte[] {'{', '}'}), Duration.ofMillis(200));
            assertThat(silent.outcome()).isEqualTo(Outcome.TIMEOUT);
            assertThat(silent.events().size()).isZero();
            Response begun = calls.ask(WireRequest.post("/begun", new byte[] {'{', '}'}), Duration.ofMillis(500));
            assertThat(begun.outcome()).isEqualTo(Outcome.TIMEOUT);
            assertThat(begun.events().size()).isEqualTo(1);
            assertThat(closed.await(30, TimeUnit.SECONDS))
                    .as("both connections closed")
                    .isTrue();
        }
    }

    @Test
    void cancelsWhatIsOpenWhenClosed() throws Exception {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        CountDownLatch asked = new CountDownLatch(1);
        try (LoopbackServer server = LoopbackServer.start(c -> {
            c.request();
            asked.countDown();
            c.awaitClose();
        })) {
            Transport transport = open(server.target());
            ResponseReader reader = new ResponseReader(0, 1, false, answer::complete);
            Exchange unused = transport.send(REQUEST, reader);
            asked.await();
            reader.abandon(Outcome.CANCELLED);
            transport.close();
            assertThat(answer.get(30, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.CANCELLED);
            assertThatThrownBy(() -> transport.send(REQUEST, reader)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void reportsThatNothingListens() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }
        try (Transport transport = open(Target.parse("http://127.0.0.1:" + port))) {
            Response answer = new ServerCalls(transport).ask(REQUEST, LIMIT);
            assertThat(answer.outcome()).isEqualTo(Outcome.CONNECT_FAILURE);
            assertThat(answer.error()).contains("connection refused");
        }
    }

    @Test
    void distinguishesAConnectionThatBreaksBeforeTheResponseFromOneThatBreaksInIt() throws Exception {
        try (LoopbackServer server = LoopbackServer.start(c -> {
                    String request = String.valueOf(c.request());
                    if (request.contains("/begun")) {
                        c.sendStreamHead();
                        c.sendChunk(Chunks.content("a"));
                    } else if (request.contains("/whole")) {
                        c.send(String.join(
                                "\r\n",
                                "HTTP/1.1 200 OK",
                                "Content-Type: application/json",
                                "Content-Length: 500",
                                "",
                                "{\"choices\":"));
                    }
                });
                Transport transport = open(server.target())) {
            ServerCalls calls = new ServerCalls(transport);
            assertThat(List.of("/before", "/begun", "/whole"))
                    .map(path -> calls.ask(WireRequest.post(path, new byte[] {'{', '}'}), LIMIT)
                            .outcome())
                    .containsExactly(Outcome.CONNECT_FAILURE, Outcome.TRUNCATED, Outcome.TRUNCATED);
        }
    }

    private Transport open(Target target) {
        return Transport.open(target.over(kind), System::nanoTime);
    }
}
