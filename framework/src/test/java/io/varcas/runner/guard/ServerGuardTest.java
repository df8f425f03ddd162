package io.varcas.runner.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.varcas.client.ServerCalls;
import io.varcas.client.UnusableTargetException;
import io.varcas.launch.ServerCommand;
import io.varcas.transport.Target;
import io.varcas.transport.Transport;
import io.varcas.validity.Validity.Finding;
import io.varcas.validity.Validity.Weight;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The cases in which another server would be measured than the one that is meant. */
@Tag("slow")
class ServerGuardTest {

    private HttpServer server;
    private Transport transport;
    private Target target;
    private String version = "0.32.0";
    private String model = "m";
    private Supplier<Double> started = () -> 1000.0;
    private int blockSize = 16;
    private int tokens = 500;
    private int running;
    private int completed;
    private boolean multiprocess;

    @BeforeEach
    void serves() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/version", exchange -> reply(exchange, "{\"version\": \"" + version + "\"}"));
        server.createContext(
                "/v1/models",
                exchange ->
                        reply(exchange, "{\"data\": [{\"id\": \"" + model + "\", \"root\": \"org/" + model + "\"}]}"));
        server.createContext("/metrics", exchange -> reply(exchange, page()));
        server.start();
        target = Target.parse("http://127.0.0.1:" + server.getAddress().getPort());
        transport = Transport.open(target, System::nanoTime);
    }

    @AfterEach
    void ends() {
        transport.close();
        server.stop(0);
    }

    @Test
    void findsNothingWhileTheServerIsTheSame() {
        ServerGuard guard = loaded();
        tokens += 100;
        guard.afterLoad(OptionalLong.empty());
        assertThat(guard.findings()).isEmpty();
    }

    @Test
    void findsARestartByTheStartOfTheProcess() {
        ServerGuard guard = loaded();
        double now = Instant.now().toEpochMilli() / 1e3;
        started = () -> now;
        guard.afterLoad(OptionalLong.empty());
        assertThat(only(guard).check()).isEqualTo("server.restarted");
        assertThat(only(guard).weight()).isEqualTo(Weight.INVALID);
        assertThat(only(guard).sentence()).startsWith("the server restarted (its process started at 20");
    }

    @Test
    void findsARestartByItsCounters() {
        multiprocess = true;
        ServerGuard guard = loaded();
        tokens = 20;
        guard.afterLoad(OptionalLong.empty());
        assertThat(only(guard).check()).isEqualTo("server.restarted");
        assertThat(only(guard).sentence()).contains("vllm:prompt_tokens_total fell from 500 to 20");
    }

    @Test
    void findsAnotherModelVersionAndFlags() {
        ServerGuard guard = loaded();
        version = "0.33.0";
        model = "n";
        blockSize = 32;
        guard.afterLoad(OptionalLong.empty());
        assertThat(guard.findings())
                .extracting(Finding::check)
                .containsExactly("server.changed", "server.changed", "server.changed");
        assertThat(guard.findings())
                .extracting(Finding::sentence)
                .anyMatch(text -> text.endsWith("its version was 0.32.0 and is 0.33.0"))
                .anyMatch(text -> text.endsWith("it served m, org/m and serves n, org/n"))
                .anyMatch(text -> text.endsWith("its configuration changed: block_size 16 -> 32"));
    }

    @Test
    void findsAnotherProcessOnThePort() throws IOException {
        multiprocess = true;
        ServerMark before = new MarkReader(target, new ServerCalls(transport)).read();
        assertThat(before.listeners()).containsExactly(ProcessHandle.current().pid());
        ServerMark other = new ServerMark(
                before.version(),
                before.models(),
                before.starts(),
                java.util.Set.of(1L),
                before.configuration(),
                before.counters(),
                0,
                false);
        assertThat(MarkComparison.of(other, before, Instant.now()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence())
                        .endsWith("process 1 listened on its port, and now "
                                + ProcessHandle.current().pid() + " does"));
    }

    @Test
    void refusesTheNextTrialOnAnotherServer() {
        ServerGuard guard = loaded();
        model = "n";
        assertThatThrownBy(guard::beforeTrial)
                .isInstanceOf(UnusableTargetException.class)
                .hasMessageStartingWith("since the run's first trial: the server is not the one that it was before");
    }

    @Test
    void tellsThatSomebodyElseUsesTheServer() {
        running = 3;
        ServerGuard guard = loaded();
        assertThat(only(guard).check()).isEqualTo("server.shared");
        assertThat(only(guard).sentence()).startsWith("3 requests were at the server before the load began");
    }

    @Test
    void tellsThatTheServerCompletedMoreThanTheLoad() {
        ServerGuard guard = loaded();
        completed = 120;
        guard.afterLoad(OptionalLong.of(120));
        assertThat(guard.findings()).isEmpty();
        guard.afterLoad(OptionalLong.of(60));
        assertThat(only(guard).check()).isEqualTo("server.shared");
        assertThat(only(guard).sentence())
                .startsWith("the server completed 120 requests during the load, which can have had 60 completed");
    }

    @Test
    void takesReplicasBehindOneAddressForNoRestart() {
        double[] turn = {1000};
        started = () -> turn[0] = 3000 - turn[0];
        ServerGuard guard = loaded();
        tokens = 20;
        guard.afterLoad(OptionalLong.empty());
        assertThat(only(guard).check()).isEqualTo("server.several");
        assertThat(only(guard).weight()).isEqualTo(Weight.WARNING);
    }

    @Test
    void holdsALaunchedServerToItsCommand() {
        assertThatThrownBy(launched("vllm serve other/model --port 1")::beforeTrial)
                .isInstanceOf(UnusableTargetException.class)
                .hasMessage("the launched server serves m, org/m, and its command says other/model");
        ServerGuard named = launched("./start.sh --served-model-name m --block-size 32 --no-enable-prefix-caching");
        named.beforeTrial();
        assertThat(named.findings())
                .extracting(Finding::sentence)
                .containsExactly(
                        "the server has block-size 16 (/metrics), and its command says --block-size 32: vLLM changed"
                                + " it, or another server responds");
        ServerGuard right = launched("vllm serve org/m --block-size 16 --gpu-memory-utilization 0.90");
        right.beforeTrial();
        assertThat(right.findings()).isEmpty();
    }

    @Test
    void namesTheIterationInWhichTheServerRestarted() {
        multiprocess = true;
        ServerGuard guard = loaded();
        tokens = 20;
        guard.afterIteration("iteration 2 of fork 1");
        guard.afterLoad(OptionalLong.empty());
        assertThat(only(guard).sentence())
                .startsWith("by the end of iteration 2 of fork 1, the server restarted (vllm:prompt_tokens_total fell"
                        + " from 500 to 20)");
    }

    @Test
    void comparesEveryFlagThatTheServerReports() {
        ServerGuard guard = launched(
                "vllm serve m --max-num-seqs 8 --max-model-len 16k --dtype half --no-enable-chunked-prefill -tp 2"
                        + " --compilation-config {} --quantization awq --port '${port}'",
                new ReportedFlag("port", "40001", "start log"),
                new ReportedFlag("max-num-seqs", "16", "/server_info"),
                new ReportedFlag("max-model-len", "16000", "/v1/models"),
                new ReportedFlag("dtype", "float16", "start log"),
                new ReportedFlag("enable-chunked-prefill", "true", "start log"),
                new ReportedFlag("tensor-parallel-size", "1", "start log"),
                new ReportedFlag("compilation-config", "{'mode': 3}", "start log"),
                new ReportedFlag("quantization", "awq", "start log"),
                new ReportedFlag("seed", "1", "start log"));
        guard.beforeTrial();
        assertThat(guard.findings())
                .extracting(finding -> finding.sentence().replaceFirst(":.*", ""))
                .containsExactly(
                        "the server has max-num-seqs 16 (/server_info), and its command says --max-num-seqs 8",
                        "the server has enable-chunked-prefill true (start log), and its command says"
                                + " --enable-chunked-prefill false",
                        "the server has tensor-parallel-size 1 (start log), and its command says"
                                + " --tensor-parallel-size 2");
    }

    @Test
    void comparesNothingThatTheServerDoesNotTell() {
        server.removeContext("/metrics");
        server.removeContext("/version");
        ServerGuard guard = loaded();
        version = "x";
        guard.afterLoad(OptionalLong.empty());
        assertThat(guard.findings()).isEmpty();
    }

    private ServerGuard loaded() {
        ServerGuard guard = new ServerGuard(target, new ServerCalls(transport), Optional.empty(), List::of);
        guard.beforeTrial();
        guard.beforeLoad();
        return guard;
    }

    private ServerGuard launched(String command, ReportedFlag... reported) {
        return new ServerGuard(
                target, new ServerCalls(transport), Optional.of(ServerCommand.parse(command)), () -> List.of(reported));
    }

    private static Finding only(ServerGuard guard) {
        assertThat(guard.findings()).hasSize(1);
        return guard.findings().get(0);
    }

    private String page() {
        String labels = "{engine=\"0\",block_size=\"" + blockSize
                + "\",enable_prefix_caching=\"False\",gpu_memory_utilization=\"0.9\"} 1.0\n";
        return (multiprocess ? "" : "process_start_time_seconds " + started.get() + "\n")
                + "vllm:cache_config_info" + labels
                + "vllm:prompt_tokens_total{engine=\"0\"} " + tokens + "\n"
                + "vllm:request_success_total{engine=\"0\",finished_reason=\"stop\"} " + completed + "\n"
                + "vllm:num_requests_running{engine=\"0\"} " + running + "\n";
    }

    private static void reply(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
