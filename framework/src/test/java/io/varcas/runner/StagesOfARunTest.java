package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.result.ResultBundle;
import io.varcas.result.TrialResult;
import io.varcas.setting.Settings;
import io.varcas.stages.Stage;
import io.varcas.stages.StageBreakdown;
import io.varcas.stages.StageBreakdown.Source;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class StagesOfARunTest {

    @TempDir
    Path out;

    private RunOptions.Builder options(String target) {
        return MoodyRuns.options(out, "well")
                .set(Settings.FORKS, 0)
                .set(Settings.WARMUP_ITERATIONS, 0)
                .set(Settings.MEASUREMENT_ITERATIONS, 1)
                .set(Settings.MEASUREMENT_TIME, Duration.ofMinutes(2))
                .set("requests", List.of("12"))
                .target(target);
    }

    @Test
    void joinsThePerRequestMetricsOfTheServer() throws IOException {
        ResultBundle bundle =
                new Runner(options("sim:enable-per-request-metrics=on").build()).run();
        StageBreakdown stages = reread(bundle).stages().orElseThrow();
        assertThat(stages.source()).isEqualTo(Source.REQUEST_METRICS);
        assertThat(stages.joined()).isEqualTo(12).isEqualTo(stages.completed());
        assertThat(stages.e2e(StageBreakdown.ALL).orElseThrow().millis(Stage.DECODE))
                .isPositive();
        assertThat(stages.files())
                .singleElement()
                .satisfies(file -> assertThat(Files.readAllLines(bundle.folder().resolve(file)))
                        .hasSize(13)
                        .first()
                        .asString()
                        .startsWith("index,e2e (ms),ttft (ms),client queue (ms)"));
    }

    @Test
    void addsUpTheHistogramsOfAServerWithoutThem() throws IOException {
        ResultBundle bundle =
                new Runner(options("sim:").profiler("server-metrics").build()).run();
        StageBreakdown stages = reread(bundle).stages().orElseThrow();
        assertThat(stages.source()).isEqualTo(Source.HISTOGRAMS);
        assertThat(stages.joined()).isZero();
        assertThat(stages.e2e(StageBreakdown.ALL).orElseThrow().millis())
                .containsKeys(Stage.QUEUE, Stage.PREFILL, Stage.DECODE);
    }

    @Test
    void joinsTheSpansOfTheServer() throws IOException {
        int port = freePort();
        ResultBundle bundle = new Runner(options("sim:otlp-traces-endpoint=http://127.0.0.1:" + port + "/v1/traces")
                        .profiler("otlp:port=" + port + ";wait=3")
                        .build())
                .run();
        StageBreakdown stages = reread(bundle).stages().orElseThrow();
        assertThat(stages.source()).isEqualTo(Source.SPANS);
        assertThat(stages.joined()).isEqualTo(12);
        assertThat(stages.e2e(StageBreakdown.ALL).orElseThrow().millis()).containsKey(Stage.FRONT_END);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static TrialResult reread(ResultBundle bundle) throws IOException {
        return ResultBundle.open(bundle.folder()).result().trials().get(0);
    }
}
