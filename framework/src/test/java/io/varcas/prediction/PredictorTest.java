package io.varcas.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.varcas.deployment.Catalogs;
import io.varcas.deployment.DeployedHardware;
import io.varcas.deployment.DeploymentResolver;
import io.varcas.deployment.DeploymentSpec;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import io.varcas.profiler.Reading;
import io.varcas.result.PredictionResult;
import io.varcas.result.ServerCost;
import io.varcas.roofline.StepModel;
import io.varcas.roofline.StepShape;
import io.varcas.setting.Layer;
import io.varcas.sla.Subject;
import io.varcas.traffic.ArrivalSequence;
import io.varcas.traffic.PoissonArrivals;
import io.varcas.traffic.Seed;
import io.varcas.workload.Plans;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class PredictorTest {

    private static final Map<String, String> CHAT = Map.of(
            "rate", "10",
            "inputTokens.mean", "200",
            "inputTokens.std", "100",
            "outputTokens.mean", "100",
            "outputTokens.std", "50",
            "warmup.time", "2s",
            "measurement.time", "10s");

    private static final ServerCost COST = ServerCost.of(3.6, "as the test says");

    private static DeployedHardware hardware(String notation) {
        return DeploymentResolver.resolve(DeploymentSpec.parse(notation), Catalogs.bundled(), "vllm 0.32.0");
    }

    private static WorkloadPlan plan(Map<String, String> settings) {
        return Plans.of(Layer.COMMAND_LINE, settings);
    }

    private static double value(MetricSet metrics, String key) {
        return metrics.value(MetricKey.parse(key)).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"arrivals=burst burst=50, 50", "rate=10 requests=60, 60", "users=5 requests=60, 60"})
    void ofAFixedAmountOfWorkTheTimeIsThatWhichTheWorkTakes(String load, long requests) {
        Map<String, String> settings = new HashMap<>(CHAT);
        settings.remove("rate");
        settings.put("warmup.iterations", "0");
        settings.put("measurement.time", "300s");
        for (String setting : load.split(" ", -1)) {
            settings.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }

        PredictionResult prediction =
                Predictor.predict(plan(settings), hardware("h100,model=llama-3.1-8b"), COST, true);

        MetricSet metrics = prediction.metrics();
        assertThat(metrics.all().stream()
                        .filter(summary -> summary.metric() == Metric.E2E)
                        .findFirst()
                        .orElseThrow()
                        .n())
                .isEqualTo(requests);
        double seconds = requests / value(metrics, "throughput.requests");
        assertThat(seconds).isBetween(value(metrics, "e2e.max") / 1000 * 0.9, 60.0);
        // Little's law over the whole of the work.
        assertThat(value(metrics, "concurrency") * seconds)
                .isCloseTo(requests * value(metrics, "e2e.mean") / 1000, withinPercentage(5));
    }

    @Test
    void takesLengthsAndTimesFromATrace(@TempDir Path folder) throws IOException {
        Path trace = folder.resolve("trace.jsonl");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            lines.append("{\"timestamp\": ")
                    .append(i * 0.25)
                    .append(", \"input_tokens\": 640, \"output_tokens\": 32}\n");
        }
        Files.writeString(trace, lines);
        Map<String, String> settings = new LinkedHashMap<>(CHAT);
        settings.remove("rate");
        settings.put("dataset", trace.toString());
        settings.put("arrivals", "replay");
        DeployedHardware h100 = hardware("h100");
        PredictionResult prediction = Predictor.predict(plan(settings), h100, COST, true);
        assertThat(prediction.basis()).contains("engine simulation of 92 requests", "lengths from the data");
        assertThat(value(prediction.metrics(), "throughput.output"))
                .as("4 requests of 32 tokens a second from 2 s to 25 s, where the load ends with its data")
                .isCloseTo(92 * 32 / 23.0, within(2.0));
        StepModel model = new StepModel(h100.deployment());
        double prefill =
                1e3 * model.seconds(StepShape.prefill(640, 0), h100.timing().coefficients());
        double ingress = 1e-6 * h100.ingress().toNanos();
        assertThat(value(prediction.metrics(), "ttft.p50")).isCloseTo(ingress + prefill, withinPercentage(10));
    }

    @Test
    void seesWhatThePromptsOfADatasetRepeat(@TempDir Path folder) throws IOException {
        Path data = folder.resolve("prompts.jsonl");
        String manual = "the quick brown fox jumps over the lazy dog and goes on to the river ".repeat(20);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            lines.append("{\"prompt\": \"")
                    .append(i % 2 == 0 ? manual : "number " + i + " " + manual)
                    .append(" question ")
                    .append(i)
                    .append("\", \"output_tokens\": 16}\n");
        }
        Files.writeString(data, lines);
        Map<String, String> settings = new LinkedHashMap<>(CHAT);
        settings.put("dataset", data.toString());
        settings.put("dataset.repeat", "false");
        settings.put("rate", "1.5");
        PredictionResult prediction = Predictor.predict(plan(settings), hardware("h100"), COST, false);
        assertThat(prediction.readings())
                .filteredOn(reading -> reading.name().equals("kv.prefixHits"))
                .singleElement()
                .satisfies(hits -> assertThat(hits.value().orElseThrow())
                        .as("every second prompt, but for the first of them, to its last words")
                        .isBetween(42.0, 50.0));
    }

    @Test
    void makesTheNumbersThatObjectivesMaySpeakOfAndNoOthers() {
        assertThat(Predictor.predict(plan(CHAT), hardware("h100"), COST, false)
                        .metrics()
                        .all())
                .extracting(MetricSummary::metric)
                .containsExactlyInAnyOrderElementsOf(Subject.all()
                        .filter(Subject::predicted)
                        .map(subject -> subject.key().metric())
                        .collect(Collectors.toSet()));
    }

    @Test
    void isOfTheVeryRequestsOfTheRun() {
        PredictionResult prediction = Predictor.predict(plan(CHAT), hardware("h100"), COST, false);
        // The first fork's schedule, drawn as the load generator draws it: three windows of 10 s after 2 s of warm-up.
        Seed fork = Seed.of(Seed.of(42).derive("fork").derive(0).value());
        ArrivalSequence arrivals = new PoissonArrivals(10).sequence(fork.derive("arrivals"));
        long due = 0;
        for (long at = arrivals.nextNanos(); at < 32_000_000_000L; at = arrivals.nextNanos()) {
            due += at >= 2_000_000_000L ? 1 : 0;
        }
        assertThat(prediction.metrics().find(MetricKey.parse("ttft.p50")).orElseThrow())
                .satisfies(ttft -> assertThat(ttft.origin()).isEqualTo(Origin.PREDICTED));
        assertThat(prediction
                        .metrics()
                        .find(MetricKey.parse("ttft.p50"))
                        .orElseThrow()
                        .n())
                .isEqualTo(due);
        assertThat(value(prediction.metrics(), "throughput.requests")).isCloseTo(due / 30.0, within(0.5));
    }

    @Test
    void isTheSameEveryTime() {
        PredictionResult one = Predictor.predict(plan(CHAT), hardware("h100"), COST, true);
        PredictionResult other = Predictor.predict(plan(CHAT), hardware("h100"), COST, true);
        assertThat(other.metrics().all())
                .containsExactlyElementsOf(one.metrics().all());
    }

    @Test
    void ofALoneRequestIsItsStepsAndItsIngress() {
        Map<String, String> alone = new LinkedHashMap<>();
        alone.put("users", "1");
        alone.put("inputTokens", "512");
        alone.put("outputTokens", "64");
        DeployedHardware h100 = hardware("h100");
        PredictionResult prediction = Predictor.predict(plan(alone), h100, COST, true);
        StepModel model = new StepModel(h100.deployment());
        double decode =
                1e3 * model.seconds(StepShape.decode(1, 600), h100.timing().coefficients());
        assertThat(value(prediction.metrics(), "tpot.p50")).isCloseTo(decode, within(0.02 * decode));
        assertThat(value(prediction.metrics(), "concurrency")).isCloseTo(1, within(0.01));
        double ttft = value(prediction.metrics(), "ttft.p50");
        assertThat(ttft).isGreaterThan((double) h100.ingress().toMillis());
        assertThat(value(prediction.metrics(), "e2e.p50"))
                .as("TTFT and 63 times TPOT")
                .isCloseTo(ttft + 63 * value(prediction.metrics(), "tpot.p50"), within(0.5));
    }

    @Test
    void usersJoinAsTheLoadGeneratorLetsThem() {
        Map<String, String> joining = new LinkedHashMap<>();
        joining.put("users", "10");
        joining.put("rampUp", "10s");
        joining.put("inputTokens", "512");
        joining.put("outputTokens", "64");
        joining.put("warmup.iterations", "0");
        joining.put("measurement.iterations", "1");
        joining.put("measurement.time", "10s");
        MetricSet metrics =
                Predictor.predict(plan(joining), hardware("h100"), COST, true).metrics();
        assertThat(value(metrics, "concurrency"))
                .as("1, 2 .. 10 of them, a second each")
                .isCloseTo(5.5, within(0.1));
    }

    @Test
    void spreadsThePriceOverWhatIsServed() {
        MetricSet metrics =
                Predictor.predict(plan(CHAT), hardware("h100"), COST, false).metrics();
        assertThat(value(metrics, "cost.perRequest"))
                .as("3.6 USD/h are a tenth of a cent a second")
                .isCloseTo(0.001 / value(metrics, "throughput.requests"), within(1e-12));
    }

    @Test
    void liesWithinItsInterval() {
        PredictionResult prediction = Predictor.predict(plan(CHAT), hardware("h100"), COST, false);
        PredictionResult.Interval interval = prediction.interval().orElseThrow();
        for (String key : new String[] {"ttft.p50", "ttft.p95", "tpot.p50", "e2e.p95", "concurrency"}) {
            assertThat(value(prediction.metrics(), key))
                    .as(key)
                    .isBetween(value(interval.low(), key), value(interval.high(), key));
        }
        double error = 1 + hardware("h100").timing().errors().p90();
        assertThat(value(interval.high(), "tpot.p50") / value(prediction.metrics(), "tpot.p50"))
                .as("slower steps hold more requests")
                .isBetween(error * 0.98, error * 1.3);
    }

    /** How many requests end in a short window depends on where its edges fall: not always more on faster hardware. */
    @Test
    void liesWithinItsIntervalThoughTheWindowIsShort() {
        for (int seed = 1; seed <= 20; seed++) {
            Map<String, String> settings = new HashMap<>(CHAT);
            settings.put("seed", String.valueOf(seed));
            settings.put("rate", "4");
            settings.put("measurement.time", "3s");
            PredictionResult prediction = Predictor.predict(plan(settings), hardware("h100"), COST, false);
            PredictionResult.Interval interval = prediction.interval().orElseThrow();
            assertThat(value(prediction.metrics(), "throughput.requests"))
                    .as("seed %d", seed)
                    .isBetween(
                            value(interval.low(), "throughput.requests"),
                            value(interval.high(), "throughput.requests"));
        }
    }

    @Test
    void reportsThatAWeakAcceleratorDrowns() {
        Map<String, String> heavy = new LinkedHashMap<>(CHAT);
        heavy.put("rate", "60");
        heavy.put("drain.limit", "0s");
        PredictionResult weak = Predictor.predict(plan(heavy), hardware("l4,max-model-len=4096"), COST, false);
        PredictionResult strong = Predictor.predict(plan(heavy), hardware("h100"), COST, false);
        assertThat(value(weak.metrics(), "ttft.p99")).isInfinite();
        assertThat(value(weak.metrics(), "throughput.requests")).isLessThan(40);
        assertThat(value(strong.metrics(), "ttft.p99")).isLessThan(1_000);
    }

    @Test
    void namesMemoryRooflineAndTheDominatingTerm() {
        PredictionResult prediction =
                Predictor.predict(plan(CHAT), hardware("instance=a3-highgpu-8g,tp=2"), COST, false);
        assertThat(prediction.readings())
                .extracting(Reading::name)
                .contains("weights", "kv.pool", "kv.usage.max", "step.dominant");
        assertThat(prediction.roofline().orElseThrow().points())
                .anyMatch(point -> point.label().startsWith("this load: decode of "));
        assertThat(PredictionText.lines(prediction))
                .hasSize(7)
                .first()
                .asString()
                .startsWith(
                        "Prediction: llama-3.1-8b in bf16 on 2 x NVIDIA H100 SXM 80 GB (tp 2); engine simulation of ");
    }

    @Test
    void takesLittleTimeWhateverTheLengthOfTheRun() {
        Map<String, String> endless = new LinkedHashMap<>(CHAT);
        endless.put("measurement.time", "100h");
        PredictionResult prediction = Predictor.predict(plan(endless), hardware("h100"), COST, false);
        assertThat(prediction
                        .metrics()
                        .find(MetricKey.parse("ttft.p50"))
                        .orElseThrow()
                        .n())
                .as("requests simulated of the 10,800,000 planned")
                .isBetween(10_000L, 60_000L);
    }

    @Test
    void reportsInOneLineWhyThereIsNone() {
        PredictionResult none = PredictionResult.none("the hardware is unknown");
        assertThat(none.isMade()).isFalse();
        assertThat(PredictionText.lines(none)).containsExactly("Prediction: not predicted: the hardware is unknown");
    }
}
