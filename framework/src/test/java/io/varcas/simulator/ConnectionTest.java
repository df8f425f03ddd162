package io.varcas.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectionTest {

    private static final String LONG = "{\"prompt\":\"x\",\"max_tokens\":8000,\"ignore_eos\":true,\"stream\":true}";
    private static final String SHORT = "{\"prompt\":\"x\",\"max_tokens\":2,\"ignore_eos\":true}";

    @Test
    void freesTheEngineWhenTheClientGoesAway() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(SimulatedTarget.parse("sim:step-base=1ms"))) {
            try (RawConnection connection = new RawConnection(server)) {
                connection.send(RawConnection.post(Caller.COMPLETIONS, LONG)).readTo("data: ");
                assertThat(server.counters().running()).isEqualTo(1);
            }
            await(() -> server.counters().running() == 0);
            assertThat(server.counters().finishedAbort()).isEqualTo(1);
            assertThat(server.counters().kvBlocksUsed()).isZero();
            assertThat(new Caller(server).get("/load").body()).isEqualTo("{\"server_load\":0}");
        }
    }

    @Test
    void freesAWaitingRequestWhenItsClientGoesAway() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(SimulatedTarget.parse("sim:step-base=1ms,max-num-seqs=1"));
                RawConnection running = new RawConnection(server)) {
            running.send(RawConnection.post(Caller.COMPLETIONS, LONG)).readTo("data: ");
            try (RawConnection waiting = new RawConnection(server)) {
                waiting.send(RawConnection.post(Caller.COMPLETIONS, LONG)).readTo("\r\n\r\n");
                await(() -> server.counters().waiting() == 1);
            }
            await(() -> server.counters().waiting() == 0);
            assertThat(server.counters().running()).isEqualTo(1);
        }
    }

    @Test
    void answersPipelinedRequestsInOrder() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(SimulatedTarget.parse("sim:step-base=1ms"));
                RawConnection connection = new RawConnection(server)) {
            String requests = RawConnection.post(Caller.COMPLETIONS, SHORT, "x-request-id: first")
                    + RawConnection.post(Caller.COMPLETIONS, SHORT, "x-request-id: second")
                    + "GET /version HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
            String answers = connection.send(requests).readAll();
            assertThat(answers.indexOf("cmpl-first")).isPositive().isLessThan(answers.indexOf("cmpl-second"));
            assertThat(answers.indexOf("cmpl-second")).isLessThan(answers.indexOf("{\"version\""));
            assertThat(answers).contains("connection: close");
        }
    }

    @Test
    void closesAnIdleConnectionButNoBusyOne() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(SimulatedTarget.parse("sim:step-base=1ms,keep-alive=100ms"));
                RawConnection idle = new RawConnection(server);
                RawConnection busy = new RawConnection(server)) {
            busy.send(RawConnection.post(Caller.COMPLETIONS, LONG.replace("8000", "300")));
            assertThat(idle.readAll()).isEmpty();
            assertThat(busy.readTo("0\r\n\r\n")).endsWith("data: [DONE]\n\n\r\n0\r\n\r\n");
            assertThat(busy.readAll()).isEmpty();
        }
    }

    @Test
    void losesTheBodyOfARequestThatAsksForAnUpgradeAsVllmDoes() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(SimulatedTarget.parse("sim:"));
                RawConnection connection = new RawConnection(server)) {
            String request = RawConnection.post(
                    Caller.COMPLETIONS,
                    SHORT,
                    "connection: Upgrade, HTTP2-Settings",
                    "upgrade: h2c",
                    "http2-settings: AA");
            assertThat(connection.send(request).readTo("}}")).contains("400 Bad Request", "Field required");
        }
    }

    @Test
    void refusesWhatIsNotHttp() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(SimulatedTarget.parse("sim:"));
                RawConnection connection = new RawConnection(server)) {
            assertThat(connection.send("hello\r\n\r\n").readAll()).contains("400 Bad Request");
        }
    }

    @Test
    void freesItsPortAndCutsOffWhatIsOpen() throws Exception {
        EmbeddedServer server = EmbeddedServer.start(SimulatedTarget.parse("sim:step-base=1ms"));
        int port = server.baseUri().getPort();
        try (RawConnection connection = new RawConnection(server)) {
            connection.send(RawConnection.post(Caller.COMPLETIONS, LONG)).readTo("data: ");
            server.close();
            assertThat(connection.readAll()).doesNotContain("[DONE]");
        }
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(ConnectException.class);
        ServeOptions same = ServeOptions.builder().port(port).build();
        EmbeddedServer.start(same).close();
    }

    @Test
    void reportsThatItsPortIsTaken() {
        try (EmbeddedServer server = EmbeddedServer.start(SimulatedTarget.parse("sim:"))) {
            int port = server.baseUri().getPort();
            ServeOptions same = ServeOptions.builder().port(port).build();
            assertThatThrownBy(() -> EmbeddedServer.start(same))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + port + ": ");
        }
    }

    @Test
    void refusesBeyondItsQueueLimit() throws Exception {
        try (EmbeddedServer server =
                        EmbeddedServer.start(SimulatedTarget.parse("sim:step-base=1ms,max-num-queued-reqs=1"));
                RawConnection first = new RawConnection(server)) {
            first.send(RawConnection.post(Caller.COMPLETIONS, LONG)).readTo("data: ");
            var refused = new Caller(server).post(Caller.COMPLETIONS, SHORT);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(new Caller(server).get("/metrics").body()).contains("reason=\"max_num_queued_reqs\"} 1.0");
        }
    }

    @Test
    void reportsWhenItsEngineBroke() throws Exception {
        SimulatedEngine broken = new SimulatedEngine(
                SimulatedEngine.DEFAULT.limits(), batch -> -1, SimulatedEngine.DEFAULT.scheduling(), "broken");
        try (EmbeddedServer server =
                EmbeddedServer.start(ServeOptions.builder().engine(broken).build())) {
            Caller caller = new Caller(server);
            assertThat(caller.get("/health").statusCode()).isEqualTo(200);
            assertThat(caller.post(Caller.COMPLETIONS, LONG).body())
                    .contains("step time law")
                    .endsWith("data: [DONE]\n\n");
            assertThat(caller.get("/health").statusCode()).isEqualTo(503);
            assertThat(caller.post(Caller.COMPLETIONS, SHORT).statusCode()).isEqualTo(500);
        }
    }

    @Test
    void freezesOnceForAllRequests() throws Exception {
        Duration freeze = Duration.ofMillis(400);
        ServeOptions options = ServeOptions.builder()
                .misbehaviour(Misbehaviour.of(new InjectedFault.Freeze(Duration.ofMillis(1), freeze)))
                .build();
        long start = System.nanoTime();
        try (EmbeddedServer server = EmbeddedServer.start(options)) {
            assertThat(new Caller(server).post(Caller.COMPLETIONS, SHORT).statusCode())
                    .isEqualTo(200);
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(freeze.toNanos());
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }
}
