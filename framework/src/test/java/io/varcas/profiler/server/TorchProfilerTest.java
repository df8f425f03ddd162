package io.varcas.profiler.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.varcas.profiler.Profiler;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerResult;
import io.varcas.profiler.ProfilerRun;
import io.varcas.profiler.kernel.KernelProfile;
import io.varcas.setting.type.SettingException;
import io.varcas.transport.Target;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server with vLLM's profile routes, which writes a trace into a folder when it is told to stop. */
@Timeout(30)
@Tag("slow")
class TorchProfilerTest {

    @TempDir
    Path traces;

    @TempDir
    Path fork;

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong clock = new AtomicLong();
    private final AtomicLong steps = new AtomicLong(100);
    private final AtomicLong requests = new AtomicLong(3);
    private final CountDownLatch released = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Optional<byte[]> trace = Optional.empty();
    private int stopStatus = 200;
    private boolean hangs;
    private boolean startHangs;
    private int ranks = 1;
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/start_profile", exchange -> {
            if (startHangs) {
                awaitRelease();
            }
            answer(exchange, 200, "");
        });
        server.createContext(
                "/metrics",
                exchange ->
                        answer(exchange, 200, "vllm:iteration_tokens_total_count{engine=\"0\"} " + steps.get() + "\n"));
        server.createContext("/stop_profile", exchange -> {
            if (hangs) {
                awaitRelease();
            }
            for (int rank = 0; rank < ranks && trace.isPresent(); rank++) {
                Files.write(traces.resolve("rank" + rank + ".1.pt.trace.json"), trace.get());
            }
            answer(exchange, stopStatus, "");
        });
        server.start();
    }

    @AfterEach
    void close() {
        released.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void capturesForItsTimeAndClassifiesKernels() throws IOException {
        trace = Optional.of(resource("gpu.pt.trace.json"));
        ProfilerRun run = torch("seconds=2").start(context());

        run.measuring();
        clock.set(1_900_000_000L);
        run.sample();
        assertThat(asked).doesNotContain("POST /stop_profile");
        clock.set(2_000_000_000L);
        run.sample();
        run.sample();
        run.measured();
        ProfilerResult result = run.stop();

        assertThat(result.problem()).isEmpty();
        assertThat(asked).containsOnlyOnce("POST /stop_profile");
        assertThat(result.value("capture.time").orElseThrow()).isCloseTo(2, within(1e-9));
        assertThat(result.value("kernel.share.GEMM").orElseThrow()).isCloseTo(100 * 60 / 220.0, within(1e-6));
        assertThat(result.value("kernel.idle").orElseThrow()).isCloseTo(50, within(1e-6));
        assertThat(result.attachments()).extracting("fileName").containsExactly("kernels.json");
        assertThat(result.files()).containsExactly("rank0.1.pt.trace.json");
        assertThat(fork.resolve("rank0.1.pt.trace.json")).exists();
    }

    @Test
    void beginsOnceRequestsAreInFlight() throws IOException {
        trace = Optional.of(resource("gpu.pt.trace.json"));
        requests.set(0);
        ProfilerRun run = torch("").start(context());

        run.measuring();
        run.sample();
        assertThat(asked).doesNotContain("POST /start_profile");
        requests.set(1);
        run.sample();
        assertThat(asked).containsOnlyOnce("POST /start_profile");
        run.measured();
        assertThat(run.stop().problem()).isEmpty();
    }

    @Test
    void failsIfNoRequestWasInFlight() {
        requests.set(0);

        assertThat(captured("").problem())
                .hasValue("no capture was begun: no request was in flight in the measurement phase");
        assertThat(asked).doesNotContain("POST /start_profile", "POST /stop_profile");
    }

    @Test
    void mergesTheTracesOfAllRanks() throws IOException {
        trace = Optional.of(resource("gpu.pt.trace.json"));
        ranks = 2;

        ProfilerResult result = captured("");

        assertThat(result.problem()).isEmpty();
        assertThat(result.value("kernel.share.GEMM").orElseThrow()).isCloseTo(100 * 60 / 220.0, within(1e-6));
        assertThat(result.value("kernel.time").orElseThrow()).isCloseTo(2 * 220e-6, within(1e-9));
        assertThat(result.value("kernel.rankSpread").orElseThrow()).isZero();
        assertThat(result.files()).containsExactly("rank0.1.pt.trace.json", "rank1.1.pt.trace.json");
    }

    @Test
    void endsAfterItsSteps() throws IOException {
        trace = Optional.of(resource("gpu.pt.trace.json"));
        ProfilerRun run = torch("seconds=60;steps=20").start(context());

        run.measuring();
        steps.set(119);
        run.sample();
        assertThat(asked).doesNotContain("POST /stop_profile");
        steps.set(120);
        run.sample();

        assertThat(asked).contains("POST /stop_profile");
        assertThat(run.stop().problem()).isEmpty();
    }

    @Test
    void failsIfNoInferenceWasCaptured() {
        String idle = "{\"traceEvents\":[{\"ph\":\"X\",\"cat\":\"kernel\",\"name\":\"Memset (Device)\",\"pid\":0,"
                + "\"tid\":7,\"ts\":1,\"dur\":1}]}";
        trace = Optional.of(idle.getBytes(StandardCharsets.UTF_8));

        assertThat(captured("").problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("no inference was captured"));
    }

    @Test
    void failsIfNothingWasComputed() {
        trace = Optional.of("{\"traceEvents\":[]}".getBytes(StandardCharsets.UTF_8));

        assertThat(captured("").problem())
                .hasValueSatisfying(problem ->
                        assertThat(problem).contains("rank0.1.pt.trace.json: none of its 0 events is a kernel"));
    }

    @Test
    void failsIfTheTraceIsNotWhole() throws IOException {
        byte[] whole = resource("gpu.pt.trace.json");
        trace = Optional.of(Arrays.copyOf(whole, whole.length - 600));

        assertThat(captured("wait=1s").problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("rank0.1.pt.trace.json is not whole"));
    }

    @Test
    void failsIfNoTraceComes() throws IOException {
        Files.write(traces.resolve("old.pt.trace.json"), resource("gpu.pt.trace.json"));

        assertThat(captured("wait=1s").problem())
                .hasValueSatisfying(problem ->
                        assertThat(problem).startsWith("no trace of a worker came into " + traces + " within 1 s"));
    }

    @Test
    void reportsAServerThatFailsToStop() {
        stopStatus = 500;

        assertThat(captured("wait=1s").problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("its end is not known", "500"));
    }

    @Test
    void stopsAServerThatMayBeginLater() {
        startHangs = true;
        try (ProfileRange range =
                new ProfileRange(context().server().orElseThrow(), Duration.ofMillis(300), Duration.ofSeconds(5))) {
            assertThatThrownBy(range::begin)
                    .hasMessageContaining("/start_profile: ")
                    .hasMessageEndingWith("it was stopped");
        }
        assertThat(asked).contains("POST /stop_profile");
    }

    @Test
    void waitsForAServerThatHangsNoLongerThanItsLimit() {
        hangs = true;

        assertThat(captured("stop=500ms").problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("its end is not known"));
    }

    @Test
    void namesWhatIsMissingBeforeTheRun() {
        assertThat(Profiler.named("torch", loader()).obstacle(context()))
                .hasValueSatisfying(reason ->
                        assertThat(reason).contains("does not report its torch_profiler_dir; write -prof torch:dir="));
        assertThat(Profiler.named("torch:dir=" + traces.resolve("no/where"), loader())
                        .obstacle(context()))
                .hasValueSatisfying(reason -> assertThat(reason).contains("does not exist"));
        server.removeContext("/start_profile");
        assertThat(torch("").obstacle(context()))
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains("the server has no /start_profile", "--profiler-config"));
    }

    @Test
    void takesTheFolderOfTheServerUnlessOneIsSet() {
        assertThat(TorchProfiler.located("torch", Path.of("/t"))).isEqualTo("torch:dir=/t");
        assertThat(TorchProfiler.located("torch:seconds=1", Path.of("/t"))).isEqualTo("torch:seconds=1;dir=/t");
        assertThat(TorchProfiler.located("torch:dir=/x", Path.of("/t"))).isEqualTo("torch:dir=/x");
        assertThat(TorchProfiler.located("jfr", Path.of("/t"))).isEqualTo("jfr");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "torch:dir=/x;second=2 | profiler torch: unknown option \"second\"; did you mean \"seconds\"?",
                "torch:seconds | profiler torch: option \"seconds\" has no value; write"
                        + " torch:option=value;option=value",
                "torch:seconds=1;seconds=2 | profiler torch: option seconds is set twice",
                "torch:steps=0 | profiler torch: steps=",
                "torch:seconds=1h | profiler torch: seconds: 1h must be at most 300s",
                "telemetry:a=b | profiler telemetry takes no options, but has \"a\""
            })
    void rejectsWrongOptions(String text, String message) {
        assertThatThrownBy(() -> Profiler.named(text, loader()))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith(message);
    }

    private ProfilerResult captured(String options) {
        ProfilerRun run = torch(options).start(context());
        run.measuring();
        run.measured();
        return run.stop();
    }

    private Profiler torch(String options) {
        return Profiler.named("torch:dir=" + traces + (options.isEmpty() ? "" : ";" + options), loader());
    }

    private ProfilerContext context() {
        return new ProfilerContext(
                        Optional.of(Target.parse(
                                "http://127.0.0.1:" + server.getAddress().getPort())),
                        clock::get,
                        Duration.ofMillis(100))
                .withInFlight(requests::get)
                .withFolder(fork);
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
        boolean wrong = exchange.getRequestMethod().equals("GET") && body.isEmpty();
        byte[] bytes = (body.isEmpty() ? "{}" : body).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(wrong ? 405 : status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void awaitRelease() {
        try {
            released.await();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = KernelProfile.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private static ClassLoader loader() {
        return TorchProfilerTest.class.getClassLoader();
    }
}
