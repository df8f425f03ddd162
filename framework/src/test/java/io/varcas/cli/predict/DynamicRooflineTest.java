package io.varcas.cli.predict;

import static io.varcas.cli.predict.CommandRun.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.varcas.cli.predict.CommandRun.Said;
import io.varcas.deployment.DeploymentResolver;
import io.varcas.hardware.Accelerator;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.profiler.kernel.KernelProfile;
import io.varcas.utilization.HostPeaks;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Timeout(60)
class DynamicRooflineTest {

    private static final String T4 = "roofline -hardware t4,model=tinyllama-1.1b --batches 1 --lengths 128 ";

    @TempDir
    Path folder;

    @Test
    void showsTheStepsOfAProfileUnderTheRoof() throws IOException {
        Said said = run(T4 + "--context 220 --profile " + file("profiler_out_0.txt"));

        assertThat(said.exit()).isZero();
        assertThat(said.out())
                .contains("Hardware use by kernel profile: MFU", "of one NVIDIA T4 (65.00 TFLOP/s fp16, 320.0 GB/s)")
                .contains("times of 42 steps measured", "Bottleneck: ")
                .containsPattern("decode +24 +30\\.87");
    }

    @Test
    void printsItAsJson() throws IOException {
        JsonNode use = CommandRun.json(T4 + "--profile " + file("profiler_out_0.txt"))
                .path("utilization")
                .path(0);

        assertThat(use.path("source").asText()).isEqualTo("kernel profile");
        assertThat(use.path("phases").path(0).path("phase").asText()).isEqualTo("decode");
        assertThat(use.path("mfu").asDouble()).isBetween(0.01, 1.0);
        assertThat(use.path("bottleneck").path("evidence").asText()).isNotEmpty();
    }

    @Test
    void rejectsAProfileWithoutSteps() throws IOException {
        Said said = run(T4 + "--profile " + file("kern_sum.csv"));

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).contains("it has no steps of vLLM's engine");
    }

    @Test
    void observesARunningServer() throws IOException {
        AtomicInteger pages = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            byte[] page = page(pages.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        try {
            Said said = run(T4 + "--seconds 1 --server http://127.0.0.1:"
                    + server.getAddress().getPort());

            assertThat(said.err()).isEmpty();
            assertThat(said.out())
                    .contains("Hardware use by engine counters", "no kernel was profiled")
                    .contains("Bottleneck: scheduling; 30.00 requests waited beside 4.000 running ones");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void rejectsAServerThatIsNotThere() {
        assertThat(run(T4 + "--seconds 1 --server http://127.0.0.1:1").err())
                .contains("--server http://127.0.0.1:1: the server's metrics cannot be read");
        assertThat(run(T4 + "--seconds 0 --server http://127.0.0.1:1").err())
                .contains("--seconds 0: must be from 1 to 3600");
    }

    @Test
    void writesTheHostAsAnAcceleratorOfTheCatalogsFormat() throws IOException {
        Path file = Files.writeString(
                folder.resolve("cpu.json"),
                HostFile.json(new HostPeaks(2, 50e9, 20e9), 16L << 30, LocalDate.of(2026, 11, 30)));

        Accelerator host = DeploymentResolver.accelerator(file.toString(), HardwareCatalog.bundled());
        Said said = run("roofline -hardware " + file + ",model=smollm2-135m,precision=fp32 --batches 1 --lengths 64");

        assertThat(host.memory().bytesPerSecond()).isEqualTo(20e9);
        assertThat(said.err()).isEmpty();
        assertThat(said.out()).contains("smollm2-135m in fp32 on 1 x CPU of this host");
    }

    private static String page(int number) {
        return "vllm:prompt_tokens_total " + 1000 * number + "\nvllm:generation_tokens_total " + 2000 * number
                + "\nvllm:num_requests_waiting 30\nvllm:num_requests_running 4\nvllm:kv_cache_usage_perc 0.4\n"
                + "# TYPE vllm:iteration_tokens_total histogram\n"
                + "vllm:iteration_tokens_total_bucket{le=\"64\"} " + 100 * number
                + "\nvllm:iteration_tokens_total_bucket{le=\"+Inf\"} " + 100 * number
                + "\nvllm:iteration_tokens_total_sum " + 3000 * number + "\nvllm:iteration_tokens_total_count "
                + 100 * number + "\n";
    }

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = KernelProfile.class.getResourceAsStream(name)) {
            Files.copy(Objects.requireNonNull(in, name), file);
        }
        return file;
    }
}
