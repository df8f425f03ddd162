package io.varcas.reports.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.varcas.metric.MetricKey;
import io.varcas.record.Outcome;
import io.varcas.reports.html.HtmlReport;
import io.varcas.reports.text.TextReport;
import io.varcas.result.BundleFolder;
import io.varcas.result.ResultBundle;
import io.varcas.result.ResultImport;
import io.varcas.result.TrialResult;
import io.varcas.validity.Validity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of other tools as people meet them: with what Python writes and JSON has not, with fields left out, with nothing measured. */
class PeerCasesTest {

    private final Path folder;

    PeerCasesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private ResultBundle imported(ResultImport layout, String name, String... beside) throws IOException {
        List<String> names = new ArrayList<>(List.of("cases/" + name));
        for (String other : beside) {
            names.add("cases/" + other);
        }
        Path file = PeerFile.copy(folder, names.toArray(String[]::new));
        assertThat(layout.recognizes(file)).isTrue();
        return imported(layout, file);
    }

    private ResultBundle imported(ResultImport layout, Path file) throws IOException {
        BundleFolder bundle = BundleFolder.create(folder.resolve("out"), Instant.EPOCH, "imported");
        return bundle.finish(layout.read(file, bundle));
    }

    private static TrialResult trial(ResultBundle bundle) {
        return bundle.result().trials().get(0);
    }

    private static double value(TrialResult trial, String key) {
        return trial.metrics().value(MetricKey.parse(key)).orElse(Double.NaN);
    }

    private static List<String> checks(TrialResult trial) {
        return trial.validity().findings().stream().map(Validity.Finding::check).toList();
    }

    @ParameterizedTest
    @CsvSource({"nan.json, 1", "vllm-burstiness-inf.json, 1", "sglang.jsonl, 2"})
    void readsTheNumbersThatPythonWritesAsBareWords(String name, int trials) throws IOException {
        ResultBundle bundle = imported(new VllmImport(), name);

        assertThat(bundle.result().trials()).hasSize(trials);
        TrialResult trial = trial(bundle);
        assertThat(value(trial, "throughput.requests")).isEqualTo(2);
        assertThat(value(trial, "ttft.service.p50")).isEqualTo(50);
        if (name.equals("nan.json")) {
            assertThat(value(trial, "itl.p50")).isEqualTo(10);
            assertThat(value(trial, "itl.sd")).as("NaN: not measured").isNaN();
        }
        if (name.equals("sglang.jsonl")) {
            assertThat(trial.users()).hasValue(2);
            assertThat(trial.params()).containsEntry("rate", "inf");
            assertThat(value(trial, "e2e.service.p50")).isEqualTo(70);
        }
    }

    @Test
    void takesLatenciesOfRequestsWhoseArrivalsAreNotKnown() throws IOException {
        ResultBundle bundle = imported(new VllmImport(), "vllm-0.11-detailed.json");
        TrialResult trial = trial(bundle);

        assertThat(trial.description())
                .contains("no start times")
                .contains("arrivals and the course over time are not known");
        assertThat(value(trial, "ttft.service.p95")).isEqualTo(50, within(1e-6));
        assertThat(value(trial, "e2e.service.max")).isEqualTo(70, within(1e-6));
        assertThat(value(trial, "itl.p95")).isEqualTo(10, within(1e-6));
        assertThat(value(trial, "throughput.requests")).isEqualTo(2);
        assertThat(value(trial, "concurrency")).isNaN();
        assertThat(trial.forkResults()).as("no log of times that nobody knows").isEmpty();
        assertThat(page(bundle)).contains("the bundle contains no request log of this trial");
    }

    @Test
    void importsResponsesThatWereNotStreamed() throws IOException {
        ResultBundle bundle = imported(
                new AiperfImport(), "not-streamed/profile_export_aiperf.json", "not-streamed/profile_export.jsonl");
        TrialResult trial = trial(bundle);

        assertThat(value(trial, "e2e.service.max")).isEqualTo(300, within(1e-3));
        assertThat(value(trial, "throughput.requests")).isEqualTo(3);
        assertThat(trial.outcomes()).containsEntry(Outcome.COMPLETED, 3L);
        for (String key : List.of("ttft.service.p50", "ttft.p50", "tpot.p50", "itl.p50")) {
            assertThat(value(trial, key)).as(key).isNaN();
        }
        assertThat(trial.description()).contains("TTFT, TPOT and ITL were not measured");
    }

    @Test
    void takesNothingForWhatWasNotMeasured() throws IOException {
        TrialResult genai = trial(imported(new AiperfImport(), "profile_export_genai_perf.json"));
        assertThat(value(genai, "goodput")).isNaN();
        assertThat(value(genai, "tpot.p50")).isEqualTo(50);

        TrialResult nulls = trial(imported(new InferencePerfImport(), "nulls/summary_lifecycle_metrics.json"));
        assertThat(value(nulls, "ttft.service.p50")).isNaN();
        assertThat(value(nulls, "tpot.p50")).isNaN();
        assertThat(value(nulls, "e2e.service.max")).isEqualTo(300);

        ResultBundle failed = imported(new InferencePerfImport(), "all-failed/summary_lifecycle_metrics.json");
        assertThat(trial(failed).outcomes())
                .containsOnlyKeys(Outcome.STREAM_ERROR)
                .containsValue(3L);
        assertThat(value(trial(failed), "e2e.service.p50")).isNaN();
        assertThat(text(failed)).contains("not measured");
    }

    @Test
    void isInvalidWithoutARequestThatCompleted() throws IOException {
        ResultBundle summary = imported(new InferencePerfImport(), "all-failed/summary_lifecycle_metrics.json");
        assertThat(invalid(summary))
                .containsExactly("rate.failed: no request completed: 3 of 3 failed, so nothing was measured");
        assertThat(text(summary)).contains("Validity: INVALID");

        Path vllm = PeerFile.copy(folder, "cases/nan.json");
        String text = Files.readString(vllm);
        Files.writeString(vllm, count(text, 0, 12));
        assertThat(invalid(imported(new VllmImport(), vllm)))
                .containsExactly("rate.failed: no request completed: 12 of 12 failed, so nothing was measured");
        Files.writeString(vllm, count(text, 0, 0));
        assertThat(invalid(imported(new VllmImport(), vllm)))
                .containsExactly(
                        "requests.none: no request is counted in the file: nothing was measured of the server");
        Files.writeString(vllm, count(text, 1, 12));
        assertThat(invalid(imported(new VllmImport(), vllm))).isEmpty();
    }

    private static String count(String text, int completed, int failed) {
        return text.replaceFirst("\"completed\": *[0-9]+", "\"completed\": " + completed)
                .replaceFirst("\"failed\": *[0-9]+", "\"failed\": " + failed)
                .replaceFirst("\"num_prompts\": *[0-9]+", "\"num_prompts\": " + (completed + failed));
    }

    private static List<String> invalid(ResultBundle bundle) {
        return trial(bundle).validity().findings().stream()
                .filter(finding -> finding.weight() == Validity.Weight.INVALID)
                .map(finding -> finding.check() + ": " + finding.sentence())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "offline/latency.json, vllm bench latency",
        "offline/throughput.json, vllm bench throughput",
        "offline/result.pytorch.json, .pytorch.json"
    })
    void namesFilesThatAreNoResultsOfALoad(String name, String what) {
        Path file = PeerFile.copy(folder, "cases/" + name);

        for (ResultImport layout : PeerFuzzTest.JSON) {
            assertThatThrownBy(() -> layout.recognizes(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(file + ": is ")
                    .hasMessageContaining(what)
                    .hasMessageContaining("import the");
        }
    }

    @ParameterizedTest
    @CsvSource({"vllm.json", "guidellm.json"})
    void keepsTheLastRequest(String name) throws IOException {
        ResultImport layout = name.startsWith("vllm") ? new VllmImport() : new GuidellmImport();
        Path file = PeerFile.copy(folder, name);
        TrialResult whole = trial(imported(layout, file));
        // The load ends with its last request, as a load of a fixed number of requests does.
        double last = whole.forkResults().get(0).measured().get(0).endNanos() / 1e9;
        Files.writeString(file, Files.readString(file).replaceFirst("(\"duration\": )[0-9.]+", "$1" + last / 2));
        TrialResult trial = trial(imported(layout, file));

        assertThat(trial.outcomes()).isEqualTo(whole.outcomes());
        assertThat(value(trial, "throughput.requests")
                        * trial.forkResults().get(0).measured().get(0).nanos()
                        / 1e9)
                .isCloseTo(whole.outcomes().getOrDefault(Outcome.COMPLETED, 0L), within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"0", "-5.0"})
    void reportsThatADurationCannotBe(String seconds) throws IOException {
        Path file = PeerFile.copy(folder, "vllm.json");
        Files.writeString(file, Files.readString(file).replaceFirst("(\"duration\": )[0-9.]+", "$1" + seconds));

        assertThat(trial(imported(new VllmImport(), file)).validity().findings())
                .anySatisfy(finding -> assertThat(finding.sentence())
                        .contains("took " + Double.parseDouble(seconds) + " s; it must be more than 0"));
    }

    @Test
    void reportsThatASchemaIsUnknown() throws IOException {
        Path file = PeerFile.copy(folder, "guidellm.json");
        Files.writeString(file, Files.readString(file).replace("\"version\": 2", "\"version\": 7"));

        assertThat(checks(trial(imported(new GuidellmImport(), file)))).contains("schema");
    }

    @Test
    void refusesTimesThatAreFurtherApartThanALoadLasts() throws IOException {
        Path file = PeerFile.copy(folder, "vllm.json");
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst("(\"start_times\": \\[\\s*)", "$11.0, 1e12,")
                        .replaceFirst("1e12,\\s*[0-9.]+,\\s*[0-9.]+,", "1e12,"));

        assertThatThrownBy(() -> imported(new VllmImport(), file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a load of more than 60 days is not imported");
    }

    @Test
    void exportsStayInTheirFolderWhateverAResultCallsItself() {
        assertThat(ExportName.of("aiperf", io.varcas.reports.sample.SampleBundle.run("../../x/..\\y\n", List.of()), 0))
                .isEqualTo("aiperf-..-..-x-..-y--1");
    }

    private static String page(ResultBundle bundle) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new HtmlReport().write(bundle, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String text(ResultBundle bundle) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TextReport().write(bundle, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
