package io.varcas.profiler.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.varcas.profiler.Profiler;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerResult;
import io.varcas.profiler.ProfilerRun;
import io.varcas.setting.type.SettingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DcgmTest {

    private static final ClassLoader LOADER = DcgmTest.class.getClassLoader();

    private final AtomicLong clock = new AtomicLong();
    private final ProfilerContext context = new ProfilerContext(Optional.empty(), clock::get, Duration.ofSeconds(1));
    private HttpServer exporter;
    private volatile String page = "";

    @BeforeEach
    void setUp() throws IOException {
        exporter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        exporter.createContext("/metrics", exchange -> {
            byte[] body = page.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        exporter.start();
    }

    @AfterEach
    void tearDown() {
        exporter.stop(0);
    }

    private Profiler profiler() {
        return Profiler.named(
                "dcgm:url=http://127.0.0.1:" + exporter.getAddress().getPort() + "/metrics", LOADER);
    }

    private static String page(int millijoules, int reasons) {
        return """
            # TYPE DCGM_FI_DEV_GPU_UTIL gauge
            DCGM_FI_DEV_GPU_UTIL{gpu="0",UUID="GPU-a",modelName="NVIDIA H200"} 80
            DCGM_FI_DEV_POWER_USAGE{gpu="0",UUID="GPU-a"} 350.5
            DCGM_FI_DEV_SM_CLOCK{gpu="0",UUID="GPU-a"} 1980
            DCGM_FI_DEV_FB_USED{gpu="0",UUID="GPU-a"} 1024
            DCGM_FI_DEV_GPU_TEMP{gpu="0",UUID="GPU-a"} 55
            DCGM_FI_DEV_MEMORY_TEMP{gpu="0",UUID="GPU-a"} 9223372036854775794
            DCGM_FI_PROF_PIPE_TENSOR_ACTIVE{gpu="0",UUID="GPU-a"} 0.31
            DCGM_FI_PROF_DRAM_ACTIVE{gpu="0",UUID="GPU-a"} 140737488355328
            DCGM_FI_DEV_CLOCKS_EVENT_REASONS{gpu="0",UUID="GPU-a"} %d
            DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{gpu="0",UUID="GPU-a"} %d
            go_goroutines 9
            """.formatted(reasons, millijoules);
    }

    @Test
    void readsPowerEnergyAndReasons() {
        page = page(1_000_000, 0);
        assertThat(profiler().obstacle(context)).isEmpty();
        ProfilerRun run = profiler().start(context);
        run.measuring();
        clock.set(1_000_000_000);
        page = page(1_350_500, 0x20);
        run.sample();
        clock.set(2_000_000_000);
        page = page(1_700_000, 0x4);
        run.measured();
        ProfilerResult result = run.stop();
        assertThat(result.problem()).isEmpty();
        assertThat(result.value("gpu0.dcgm.power.mean")).hasValue(350.5);
        assertThat(result.value("gpu0.dcgm.energy.sum")).hasValue(700.0);
        assertThat(result.value("gpu0.dcgm.utilization.max")).hasValue(0.8);
        assertThat(result.value("gpu0.dcgm.tensor.utilization.max")).hasValue(0.31);
        assertThat(result.value("gpu0.dcgm.throttled.thermal.mean")).hasValue(0.5);
        assertThat(result.value("gpu0.dcgm.throttled.power.mean")).hasValue(0.5);
        assertThat(result.value("gpu0.dcgm.throttled.mean")).hasValue(1);
        assertThat(result.value("gpu0.dcgm.memory.temperature.max"))
                .as("DCGM's blank of 64 bits")
                .isEmpty();
        assertThat(result.value("gpu0.dcgm.dram.utilization.max"))
                .as("DCGM's blank of a fraction")
                .isEmpty();
    }

    @Test
    void saysWhatIsMissing() {
        page = "go_goroutines 9\n";
        assertThat(profiler().obstacle(context).orElseThrow()).endsWith("names begin with DCGM_FI_");
        exporter.stop(0);
        assertThat(profiler().obstacle(context).orElseThrow())
                .startsWith("the DCGM exporter cannot be read at http://127.0.0.1:")
                .contains("(connection refused)")
                .contains("-prof dcgm:url=http://HOST:9400/metrics");
    }

    @Test
    void rejectsAnAddressThatIsNone() {
        assertThatThrownBy(() -> Profiler.named("dcgm:url=gpu-host", LOADER))
                .isInstanceOf(SettingException.class)
                .hasMessage("profiler dcgm: url=gpu-host must be a URL such as http://gpu-host:9400/metrics");
    }
}
