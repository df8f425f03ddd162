package io.varcas.profiler.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import io.varcas.profiler.Profiler;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerResult;
import io.varcas.profiler.ProfilerRun;
import io.varcas.profiler.StubTool;
import io.varcas.profiler.kernel.KernelProfile;
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
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Stub tools, and a server that notes what it is asked. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its stub tools are shell scripts")
@Timeout(60)
@Tag("slow")
class NsightProfilersTest {

    @TempDir
    Path tools;

    @TempDir
    Path fork;

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.add(exchange.getRequestMethod() + " " + path);
            boolean route =
                    path.endsWith("_profile") && exchange.getRequestMethod().equals("GET");
            byte[] body = "{\"data\":[{\"id\":\"m\"}]}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(route ? 405 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        for (String name : List.of("kern_sum.csv", "ncu_raw.csv")) {
            try (InputStream in = KernelProfile.class.getResourceAsStream(name)) {
                Files.copy(Objects.requireNonNull(in, name), tools.resolve(name));
            }
        }
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void startsAndStopsASessionOfNsys() throws IOException {
        StubTool nsys = nsys();
        Profiler profiler = named("nsys:session=varcas;wait=5s;tool=" + nsys.path());

        assertThat(profiler.obstacle(context())).isEmpty();
        ProfilerResult result = captured(profiler);

        assertThat(result.problem()).isEmpty();
        assertThat(nsys.calls())
                .anyMatch(call -> call.startsWith("start --session=varcas --sample=none --cpuctxsw=none"))
                .contains("stop --session=varcas")
                .anyMatch(call -> call.startsWith("stats --report cuda_gpu_kern_sum --format csv"))
                .anyMatch(call -> call.startsWith("export --type sqlite"));
        assertThat(result.value("kernel.share.GEMM").orElseThrow()).isCloseTo(60, within(0.1));
        assertThat(result.files()).contains("nsys.nsys-rep", "cuda_gpu_kern_sum.csv");
    }

    @Test
    void takesTheReportOfACaptureRange() throws IOException {
        Path reports = Files.createDirectory(tools.resolve("reports"));
        StubTool nsys = nsys();
        ProfilerRun run =
                named("nsys:dir=" + reports + ";wait=5s;tool=" + nsys.path()).start(context());
        run.measuring();
        Files.writeString(reports.resolve("report1.nsys-rep"), "report");
        run.measured();
        ProfilerResult result = run.stop();

        assertThat(result.problem()).isEmpty();
        assertThat(asked).contains("POST /start_profile", "POST /stop_profile");
        assertThat(nsys.calls()).noneMatch(call -> call.startsWith("start") || call.startsWith("stop"));
    }

    @Test
    void failsIfNoReportComes() throws IOException {
        Path reports = Files.createDirectory(tools.resolve("reports"));

        assertThat(captured(named("nsys:dir=" + reports + ";wait=1s;tool=" + nsys().path()))
                        .problem())
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("no report of nsys came into"));
    }

    @Test
    void failsIfNsysRecordedNoKernel() throws IOException {
        Files.writeString(
                tools.resolve("kern_sum.csv"), "SKIPPED: report1.sqlite does not contain CUDA kernel data.\n");

        assertThat(captured(named("nsys:session=varcas;wait=5s;tool=" + nsys().path()))
                        .problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("cuda_gpu_kern_sum.csv"));
    }

    @Test
    void namesWhatNsysLacksBeforeTheRun() throws IOException {
        String tool = ";tool=" + nsys().path();

        assertThat(reason("nsys:tool=" + tools.resolve("none")))
                .contains("cannot be started; install NVIDIA Nsight Systems");
        assertThat(reason("nsys:seconds=1" + tool)).contains("neither session nor dir is set");
        assertThat(reason("nsys:session=a;dir=b" + tool)).contains("exclude each other");
        assertThat(reason("nsys:session=other" + tool)).contains("nsys has no session other", "nsys launch");
        assertThat(reason("nsys:dir=" + tools.resolve("none") + tool)).contains("is not a folder");
    }

    @Test
    void profilesASecondServerUnderNcu() throws IOException {
        StubTool ncu = new StubTool(tools, "ncu", """
                [ "$1" = --version ] && exit 0
                while [ $# -gt 0 ]; do [ "$1" = --log-file ] && log=$2; shift; done
                trap 'cp ncu_raw.csv "$log"; exit 0' TERM
                while :; do sleep 0.1; done""");
        Profiler profiler = named("ncu:command=vllm serve m --enforce-eager;url=" + url()
                + ";kernel=gemm|attn;launches=7;tool=" + ncu.path());

        assertThat(profiler.obstacle(elsewhere())).isEmpty();
        ProfilerResult result = captured(profiler, elsewhere());

        assertThat(result.problem()).isEmpty();
        assertThat(ncu.calls())
                .anyMatch(call -> call.contains(
                                "--target-processes all --profile-from-start off --launch-skip 0 --launch-count 7")
                        && call.endsWith("--kernel-name regex:gemm|attn vllm serve m --enforce-eager"));
        assertThat(asked)
                .containsSubsequence(
                        "GET /health", "POST /start_profile", "POST /v1/completions", "POST /stop_profile");
        assertThat(result.value("kernel.calls")).hasValue(3);
        assertThat(result.files()).containsExactly("ncu.csv", "ncu-server.log");
    }

    @Test
    void reportsAServerThatDiesUnderNcu() throws IOException {
        StubTool ncu = new StubTool(tools, "ncu", "exit 5");
        server.stop(0);

        assertThat(captured(named("ncu:command=vllm;url=" + url() + ";tool=" + ncu.path()), elsewhere())
                        .problem())
                .hasValueSatisfying(
                        problem -> assertThat(problem).contains("ended with exit code 5 before it was ready"));
    }

    @Test
    void namesWhatNcuLacksBeforeTheRun() throws IOException {
        String tool = ";tool=" + new StubTool(tools, "ncu", "exit 0").path();

        assertThat(reason("ncu:tool=" + tools.resolve("none"))).contains("install NVIDIA Nsight Compute");
        assertThat(reason("ncu:launches=5" + tool))
                .contains("command is not set; ncu cannot attach to a running server");
        assertThat(reason("ncu:command=vllm;url=" + url() + tool)).contains("is the server under test");
    }

    private StubTool nsys() throws IOException {
        return new StubTool(tools, "nsys", """
                case "$1" in
                  --version) echo NVIDIA Nsight Systems version 2025.3 ;;
                  sessions) printf '  ID  TIME  STATE  LAUNCH  NAME\\n  12  00:10  Delayed  1  varcas\\n' ;;
                  start) for a; do case "$a" in --output=*) echo "${a#--output=}" > out ;; esac; done ;;
                  stop) echo report > "$(cat out).nsys-rep" ;;
                  stats) cat kern_sum.csv ;;
                  *) echo no export; exit 1 ;;
                esac""");
    }

    private String reason(String text) {
        return named(text).obstacle(context()).orElse("");
    }

    private ProfilerResult captured(Profiler profiler) {
        return captured(profiler, context());
    }

    private static ProfilerResult captured(Profiler profiler, ProfilerContext context) {
        ProfilerRun run = profiler.start(context);
        run.measuring();
        run.measured();
        return run.stop();
    }

    private static Profiler named(String text) {
        return Profiler.named(text, NsightProfilersTest.class.getClassLoader());
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private ProfilerContext context() {
        return context(url());
    }

    private ProfilerContext elsewhere() {
        return context("http://127.0.0.1:1");
    }

    private ProfilerContext context(String url) {
        return new ProfilerContext(Optional.of(Target.parse(url)), System::nanoTime, Duration.ofMillis(100))
                .withFolder(fork);
    }
}
