package io.varcas.reports.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.varcas.metric.MetricKey;
import io.varcas.reports.sample.FailedTrial;
import io.varcas.reports.sample.SampleBundle;
import io.varcas.reports.sample.SampleLoad;
import io.varcas.result.ResultBundle;
import io.varcas.result.TrialResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.SampleTimeResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.SampleBuffer;

class JmhReportTest {

    @TempDir
    Path folder;

    private static JsonNode render(ResultBundle bundle) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JmhReport().write(bundle, out);
        return new ObjectMapper().readTree(out.toByteArray());
    }

    /** What JMH itself writes of a benchmark with one parameter. */
    private static JsonNode jmhsOwn() throws IOException {
        IterationParams iterations = new IterationParams(IterationType.MEASUREMENT, 1, TimeValue.seconds(1), 1);
        WorkloadParams params = new WorkloadParams();
        params.put("rate", "40", 0);
        BenchmarkParams benchmark = new BenchmarkParams(
                "a.B.c",
                "a.B_c",
                true,
                1,
                new int[] {1},
                List.of(),
                1,
                0,
                iterations,
                iterations,
                Mode.SampleTime,
                params,
                TimeUnit.MILLISECONDS,
                1,
                "java",
                List.of(),
                "17",
                "vm",
                "17",
                "1.37",
                TimeValue.seconds(10));
        IterationResult iteration = new IterationResult(benchmark, iterations, null);
        SampleBuffer samples = new SampleBuffer();
        samples.add(1_000_000);
        iteration.addResult(new SampleTimeResult(ResultRole.PRIMARY, "c", samples, TimeUnit.MILLISECONDS));
        BenchmarkResult result = new BenchmarkResult(benchmark, List.of(iteration));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        ResultFormatFactory.getInstance(ResultFormatType.JSON, print)
                .writeOut(List.of(new RunResult(benchmark, List.of(result))));
        return new ObjectMapper().readTree(out.toByteArray()).path(0);
    }

    private static List<String> keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    @Test
    void hasTheShapeThatJmhWritesItself() throws IOException {
        JsonNode jmh = jmhsOwn();
        JsonNode own = render(SampleBundle.write(folder, SampleLoad.open(40).ofRequests(600, 8)))
                .path(0);

        assertThat(keys(own)).isEqualTo(keys(jmh));
        assertThat(keys(own.path("primaryMetric"))).isEqualTo(keys(jmh.path("primaryMetric")));
        assertThat(own.path("mode").asText()).isEqualTo("sample");
        keys(jmh)
                .forEach(key -> assertThat(own.path(key).getNodeType())
                        .as(key)
                        .isEqualTo(jmh.path(key).getNodeType()));
    }

    @Test
    void takesTheFirstObjectiveForItsScoreAndTheWindowsForItsIterations() throws IOException {
        ResultBundle bundle = SampleBundle.write(
                folder, SampleLoad.open(40).ofRequests(1200, 8).inForks(2));
        TrialResult trial = bundle.result().trials().get(0);
        JsonNode metric = render(bundle).path(0).path("primaryMetric");

        assertThat(metric.path("score").asDouble())
                .isEqualTo(trial.metrics().value(MetricKey.parse("ttft.p95")).orElseThrow());
        assertThat(metric.has("rawData")).isFalse();
        assertThat(metric.path("rawDataHistogram"))
                .hasSize(2)
                .allSatisfy(fork -> assertThat(fork).hasSize(3).allSatisfy(iteration -> {
                    assertThat(iteration).hasSize(1);
                    assertThat(iteration.path(0).path(0).isNumber()).isTrue();
                    assertThat(iteration.path(0).path(1).asInt()).isEqualTo(1);
                }));
    }

    @Test
    void namesAWorkloadAsAClassWhoseMethodIsThePrimaryMetric() throws IOException {
        JsonNode own = render(SampleBundle.write(folder, SampleLoad.open(40).ofRequests(600, 8)));

        assertThat(own.at("/0/benchmark").asText()).isEqualTo("com.acme.ChatMedium.ttft_p95");
    }

    /** JMH Visualizer splits {@code method name=value name=value} at spaces, and each part at {@code =}. */
    @Test
    void hasParametersThatAViewerCanSplit() throws IOException {
        SampleLoad load = SampleLoad.open(40).ofRequests(60, 8);
        JsonNode own = render(SampleBundle.write(
                folder, load.with(Map.of("rates", "0s:5 1s:9", "sampling.fields", "user=a")), load.with(Map.of())));

        assertThat(own.at("/0/params/rates").asText()).isEqualTo("0s:5\u00a01s:9");
        assertThat(own.at("/0/params/sampling.fields").asText()).isEqualTo("user:a");
        assertThat(own.path(1).has("params")).isFalse();
    }

    @Test
    void keepsAFailedTrial() throws IOException {
        JsonNode trial = render(
                        new ResultBundle(folder, SampleBundle.run("failed", List.of(FailedTrial.because("refused")))))
                .path(0);

        assertThat(trial.at("/primaryMetric/score").asText()).isEqualTo("NaN");
        assertThat(trial.path("benchmark").asText()).isEqualTo("com.acme.Chat.ttft_p50");
    }

    /** JMH Visualizer reads the first fork of whatever is under the mouse. */
    @Test
    void hasAForkEvenWhereNoIterationHasAValue() throws IOException {
        ResultBundle bundle = SampleBundle.write(folder, SampleLoad.open(40).ofRequests(600, 8));
        JsonNode predicted = render(bundle).at("/0/secondaryMetrics/predicted.ttft.p95/rawData");
        JsonNode failed = render(
                        new ResultBundle(folder, SampleBundle.run("failed", List.of(FailedTrial.because("refused")))))
                .at("/0/primaryMetric/rawDataHistogram");

        assertThat(List.of(predicted, failed))
                .allSatisfy(forks -> assertThat(forks.toString()).isEqualTo("[[]]"));
    }

    @Test
    void laysWhatWasPredictedBesideWhatAnObjectiveMeasures() throws IOException {
        JsonNode metrics = render(SampleBundle.write(folder, SampleLoad.open(40).ofRequests(600, 8)))
                .path(0)
                .path("secondaryMetrics");

        assertThat(metrics.path("predicted.ttft.p95").path("score").asDouble()).isEqualTo(190);
        assertThat(metrics.path("predicted.ttft.p95").path("scoreUnit").asText())
                .isEqualTo("ms");
    }
}
