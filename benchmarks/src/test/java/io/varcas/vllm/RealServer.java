package io.varcas.vllm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.varcas.profiler.prometheus.MetricsPage;
import io.varcas.result.ResultBundle;
import io.varcas.result.Status;
import io.varcas.runner.RunOptions;
import io.varcas.runner.Runner;
import io.varcas.transport.Target;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The vLLM server that the tests were pointed at. */
final class RealServer {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Its address, from the system property {@code vllm.url}. */
    String url() {
        return Objects.requireNonNull(
                System.getProperty("vllm.url"), "say which server: -Dvllm.url=http://127.0.0.1:8000");
    }

    Target target() {
        return Target.parse(url());
    }

    /** Name of the model it serves. */
    String model() throws IOException, InterruptedException {
        return new JsonMapper().readTree(get("/v1/models")).at("/data/0/id").asText();
    }

    /** Reads {@code /metrics} by another client than ours. */
    MetricsPage metrics() throws IOException, InterruptedException {
        return MetricsPage.parse(get("/metrics"));
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(target().uri(path)).build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    /** Runs the closed-loop workload, in this JVM unless {@code forks} says otherwise. */
    ResultBundle run(Path out, Map<String, String> settings) throws IOException {
        RunOptions.Builder options = RunOptions.builder()
                .include("\\.ClosedLoopChat$")
                .target(url())
                .out(out)
                .set("forks", List.of(settings.getOrDefault("forks", "0")))
                .set("measurement.iterations", List.of("1"));
        settings.forEach((name, value) -> {
            if (!name.equals("forks")) {
                options.set(name, List.of(value));
            }
        });
        ResultBundle bundle = new Runner(options.build()).run();
        assertThat(bundle.result().trials()).hasSize(1).allMatch(trial -> trial.status() == Status.COMPLETED);
        return bundle;
    }
}
