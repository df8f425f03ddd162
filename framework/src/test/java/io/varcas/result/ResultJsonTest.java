package io.varcas.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.varcas.annotation.Unit;
import io.varcas.metric.Distribution;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricSet;
import io.varcas.metric.Origin;
import io.varcas.metric.Statistic;
import io.varcas.setting.Layer;
import io.varcas.setting.ResolvedSettings;
import io.varcas.sla.Objective;
import io.varcas.sla.Verdict;
import io.varcas.stats.Interval;
import io.varcas.validity.Validity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResultJsonTest {

    @TempDir
    Path folder;

    private static String json(RunResult result) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ResultBundle(Path.of("."), result).writeJson(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static JsonNode trial(RunResult result) throws IOException {
        return new ObjectMapper().readTree(json(result)).path("trials").path(0);
    }

    @ParameterizedTest
    @EnumSource(Verdict.Status.class)
    void keepsToItsSchema(Verdict.Status verdict) throws IOException {
        RunResult result = SampleResult.run(SampleResult.trial(
                        Status.COMPLETED,
                        verdict,
                        List.of(new Validity.Finding("send.lag.p99", Validity.Weight.INVALID, 7, 5, "late")))
                .toBuilder()
                .prediction(SampleResult.prediction())
                .build());
        try (InputStream schemaFile = ResultJson.class.getResourceAsStream("result.schema.json")) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Objects.requireNonNull(schemaFile));

            assertThat(schema.validate(json(result), InputFormat.JSON)).isEmpty();
            assertThat(schema.validate(json(result).replace("\"completed\"", "\"finished\""), InputFormat.JSON))
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Layer.class)
    void everyLayerOfASettingIsInTheSchema(Layer layer) throws IOException {
        RunResult result = SampleResult.run(SampleResult.trial(Verdict.Status.MET).toBuilder()
                .settings(Map.of("rate", new ResolvedSettings.Value("5", layer)))
                .build());
        ResultBundle.write(folder, result); // SchemaCheck looks at all that is written
        assertThat(json(result)).contains(layer.label());
        assertThatThrownBy(() -> new SchemaCheck()
                        .check(Files.writeString(
                                folder.resolve("a.json"), json(result).replace(layer.label(), "air"))))
                .hasMessageContaining("breaks result.schema.json");
    }

    @Test
    void aPredictionThatWasJudgedIsNotCalledMeasured() throws IOException {
        TrialResult trial = SampleResult.trial(Verdict.Status.MET).toBuilder()
                .prediction(SampleResult.prediction())
                .build()
                .judgedBy(List.of(
                        Objective.of("predicted.ttft.mean", Objective.Direction.AT_MOST, 10, Unit.OWN, "as sized")));
        RunResult result = SampleResult.run(trial);
        JsonNode objective = trial(result).at("/objectives/0");

        assertThat(objective.path("metric").asText()).isEqualTo("predicted.ttft.mean");
        assertThat(objective.path("predicted").asDouble()).isEqualTo(18.5);
        assertThat(objective.path("gap").asDouble()).isEqualTo(8.5);
        assertThat(objective.has("measured")).isFalse();
        ResultBundle.write(folder, result);
        assertThat(ResultBundle.open(folder).result().trials().get(0).objectives())
                .isEqualTo(trial.objectives());
    }

    private static MetricSet withSamplesAndIntervals() {
        Distribution times = Distribution.ofDurations();
        for (int i = 1; i <= 300; i++) {
            times.add(i * 1_000_000L);
        }
        times.addInfinite();
        return MetricSet.of(List.of(times.summary(Metric.TTFT, false, Origin.MEASURED)
                .with(Map.of(
                        Statistic.P50, new Interval(140, 160, 0.95),
                        Statistic.P99, new Interval(290, Double.POSITIVE_INFINITY, 0.95)))));
    }

    @Test
    void theErrorOfAScoreIsHalfItsInterval() throws IOException {
        TrialResult trial = SampleResult.trial(Verdict.Status.MET).toBuilder()
                .metrics(withSamplesAndIntervals())
                .build();
        JsonNode score = trial(SampleResult.run(trial)).path("primaryMetric");
        assertThat(score.path("scoreError").asDouble()).isEqualTo(10);
        assertThat(score.path("scoreConfidence")).extracting(JsonNode::asDouble).containsExactly(140.0, 160.0);
    }

    @Test
    void readsWhatItWrote() throws IOException {
        RunResult result = SampleResult.run(
                SampleResult.trial(Verdict.Status.MET).toBuilder()
                        .prediction(SampleResult.prediction())
                        .build(),
                SampleResult.trial(Verdict.Status.NOT_MEASURED).toBuilder()
                        .metrics(withSamplesAndIntervals())
                        .build());
        ResultBundle.write(folder, result);

        assertThat(json(ResultBundle.open(folder).result())).isEqualTo(json(result));
    }

    @Test
    void laysMetricsOutByNameWithUnitSampleSizeAndOrigin() throws IOException {
        JsonNode ttft =
                trial(SampleResult.run(SampleResult.trial(Verdict.Status.MET))).at("/metrics/ttft");

        assertThat(ttft.path("unit").asText()).isEqualTo("ms");
        assertThat(ttft.path("n").asInt()).isEqualTo(42);
        assertThat(ttft.path("failed").asInt()).isEqualTo(2);
        assertThat(ttft.path("origin").asText()).isEqualTo("measured");
        assertThat(ttft.path("p50").asDouble()).isEqualTo(20.0);
        assertThat(ttft.path("p99").asText()).isEqualTo("+INF");
        assertThat(ttft.has("p95")).isFalse();
        assertThat(ttft.path("nTooSmall")).extracting(JsonNode::asText).containsExactly("p99");
    }

    @Test
    void hasTheKeysOfJmh() throws IOException {
        JsonNode trial = trial(SampleResult.run(SampleResult.trial(Verdict.Status.MET)));

        assertThat(trial.path("benchmark").asText()).isEqualTo("com.acme.Chat");
        assertThat(trial.path("mode").asText()).isEqualTo("open");
        assertThat(trial.path("forks").asInt()).isEqualTo(1);
        assertThat(trial.path("jdkVersion").asText()).isEqualTo("25");
        assertThat(trial.path("warmupTime").asText()).isEqualTo("5s");
        assertThat(trial.path("measurementIterations").asInt()).isEqualTo(2);
        assertThat(trial.at("/params/rate").asText()).isEqualTo("5");
        assertThat(trial.at("/primaryMetric/score").asDouble()).isEqualTo(20.0);
        assertThat(trial.at("/primaryMetric/scoreUnit").asText()).isEqualTo("ms");
        assertThat(trial.at("/primaryMetric/rawData/0")).hasSize(2);
        assertThat(trial.at("/primaryMetric/scorePercentiles/100.0").asText()).isEqualTo("+INF");
    }

    @Test
    void reportsInOneLineWhatIsWrongWithAFile() throws IOException {
        assertThatThrownBy(() -> ResultBundle.open(folder)).hasMessageContaining("is no result bundle");

        Path file = folder.resolve("result.json");
        Files.writeString(file, "{\"schemaVersion\": \"2.0\"}");
        assertThatThrownBy(() -> ResultBundle.open(folder)).hasMessageContaining("schemaVersion is 2.0");

        String whole = json(SampleResult.run(SampleResult.trial(Verdict.Status.MET)));
        Files.writeString(file, whole.substring(0, whole.length() / 2));
        assertThatThrownBy(() -> ResultBundle.open(folder)).hasMessageContaining("result.json, line ");

        Files.writeString(file, whole.replace("\"origin\" : \"measured\"", "\"origin\" : \"guessed\""));
        assertThatThrownBy(() -> ResultBundle.open(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("origin is \"guessed\"; it may be measured");
    }

    @Test
    void refusesARooflineThatHasNoPlaceOnLogarithmicAxes() {
        assertThatThrownBy(() -> new RooflineResult("T4", "fp16", 0, 320e9, "data sheet", List.of()))
                .hasMessage("peakFlopsPerSecond (0.0) must be above 0");
        assertThatThrownBy(() -> new RooflineResult.Point("b=1", RooflineResult.Phase.DECODE, -1, 1, Origin.PREDICTED))
                .hasMessage("flopsPerByte of b=1 (-1.0) must be above 0");
    }

    @Test
    void decidesByEveryTrial() {
        TrialResult met = SampleResult.trial(Verdict.Status.MET);
        TrialResult failed = SampleResult.trial(Status.FAILED, Verdict.Status.MET, List.of());
        TrialResult invalid = SampleResult.trial(
                Status.COMPLETED,
                Verdict.Status.MET,
                List.of(new Validity.Finding("send.lag.p99", Validity.Weight.INVALID, 7, 5, "late")));

        assertThat(SampleResult.run(met, met).verdict()).isEqualTo(RunVerdict.MET);
        assertThat(SampleResult.run(met, SampleResult.trial(Verdict.Status.BROKEN))
                        .verdict())
                .isEqualTo(RunVerdict.BROKEN);
        TrialResult open = SampleResult.trial(Verdict.Status.NOT_MEASURED);
        assertThat(SampleResult.run(met, open).verdict()).isEqualTo(RunVerdict.NOT_MEASURED);
        assertThat(SampleResult.run(open, SampleResult.trial(Verdict.Status.BROKEN))
                        .verdict())
                .isEqualTo(RunVerdict.BROKEN);
        assertThat(SampleResult.run(met, failed).verdict()).isEqualTo(RunVerdict.FAILED);
        assertThat(SampleResult.run(met, invalid).verdict()).isEqualTo(RunVerdict.INVALID);
    }

    @Test
    void nothingToMeetIsNotMet() {
        TrialResult none = SampleResult.trial(Verdict.Status.MET).toBuilder()
                .objectives(List.of())
                .build();
        assertThat(SampleResult.run(none).verdict()).isEqualTo(RunVerdict.NO_OBJECTIVES);
        assertThat(SampleResult.run(none, SampleResult.trial(Verdict.Status.MET))
                        .verdict())
                .isEqualTo(RunVerdict.MET);
    }
}
