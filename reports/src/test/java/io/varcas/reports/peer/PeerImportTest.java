package io.varcas.reports.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import io.varcas.record.Outcome;
import io.varcas.result.BundleFolder;
import io.varcas.result.ResultBundle;
import io.varcas.result.ResultImport;
import io.varcas.result.TrialResult;
import io.varcas.validity.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerImportTest {

    @TempDir
    Path folder;

    private TrialResult read(ResultImport layout, Path file) throws IOException {
        assertThat(layout.recognizes(file)).isTrue();
        BundleFolder bundle = BundleFolder.create(folder.resolve("out"), Instant.EPOCH, "imported");
        ResultBundle done = bundle.finish(layout.read(file, bundle));
        return ResultBundle.open(done.folder()).result().trials().get(0);
    }

    private static ResultImport layout(String name) {
        return List.of(
                        new AiperfImport(),
                        new AiperfCsvImport(),
                        new GuidellmImport(),
                        new InferencePerfImport(),
                        new OriginalImport(),
                        new VllmImport())
                .stream()
                .filter(layout -> layout.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double value(TrialResult trial, String key) {
        return trial.metrics().value(MetricKey.parse(key)).orElse(Double.NaN);
    }

    private static List<String> checks(TrialResult trial) {
        return trial.validity().findings().stream().map(Validity.Finding::check).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "vllm,           vllm.json,                                   ,                                                  34",
        "vllm,           vllm-of-its-own.json,                        ,                                                  34",
        "aiperf,         aiperf/profile_export_aiperf.json,           aiperf/profile_export.jsonl,                       55",
        "guidellm,       guidellm.json,                               ,                                                  65",
        "inference-perf, inference-perf/summary_lifecycle_metrics.json, inference-perf/per_request_lifecycle_metrics.json, 45",
        "varcas-py,      varcas-py.json,                              ,                                                   8"
    })
    void followsTheSummaryFromTheRequestsToTheLastDigit(String tool, String file, String details, int numbers)
            throws IOException {
        Path copy = details == null ? PeerFile.copy(folder, file) : PeerFile.copy(folder, file, details);
        TrialResult trial = read(layout(tool), copy);

        assertThat(trial.description())
                .contains(numbers + " of " + numbers + " numbers of its own summary follow from its requests");
        assertThat(checks(trial)).doesNotContain("summary");
        assertThat(trial.metrics().all())
                .isNotEmpty()
                .extracting(MetricSummary::origin)
                .containsOnly(Origin.IMPORTED);
    }

    @ParameterizedTest
    @CsvSource({"vllm, vllm.json, mean_ttft_ms", "vllm, vllm.json, p99_itl_ms", "guidellm, guidellm.json, median"})
    void reportsWhichNumberOfASummaryDoesNotFollow(String tool, String name, String key) throws IOException {
        Path file = PeerFile.copy(folder, name);
        String start = "\"" + key + "\": ";
        Files.writeString(file, Files.readString(file).replaceFirst(start, start + "1"));
        TrialResult trial = read(layout(tool), file);

        assertThat(checks(trial)).contains("summary");
        assertThat(trial.validity().findings())
                .anySatisfy(
                        finding -> assertThat(finding.sentence()).contains("do not follow", key, "its requests give"));
    }

    @Test
    void takesAFileWithoutRequestsAtItsWord() throws IOException {
        TrialResult trial = read(new AiperfCsvImport(), PeerFile.copy(folder, "profile_export_aiperf.csv"));
        TrialResult genai = read(new AiperfImport(), PeerFile.copy(folder, "profile_export_genai_perf.json"));

        assertThat(value(trial, "ttft.service.ok.p99")).isEqualTo(value(genai, "ttft.service.ok.p99"), within(0.005));
        assertThat(genai.name()).isEqualTo("genai-perf");
        assertThat(value(genai, "tpot.mean")).isBetween(6.0, 16.0);
        assertThat(value(genai, "ttft.mean"))
                .as("it does not know when requests were due")
                .isNaN();
    }

    @Test
    void countsFailuresOfThePeerAsInfinitelySlow() throws IOException {
        TrialResult trial = read(new VllmImport(), PeerFile.copy(folder, "vllm.json"));

        assertThat(trial.outcomes()).containsEntry(Outcome.COMPLETED, 28L).containsEntry(Outcome.STREAM_ERROR, 2L);
        assertThat(value(trial, "ttft.service.max")).isInfinite();
        assertThat(value(trial, "ttft.service.ok.max")).isFinite();
        assertThat(checks(trial)).contains("survivorship");
    }

    @Test
    void makesGuidellmsLatenciesFreeOfCoordinatedOmission() throws IOException {
        TrialResult trial = read(new GuidellmImport(), PeerFile.copy(folder, "guidellm.json"));

        assertThat(value(trial, "ttft.ok.mean")).isGreaterThan(value(trial, "ttft.service.ok.mean"));
        assertThat(value(trial, "send.lag.mean")).isBetween(0.5, 3.0);
    }

    @Test
    void doesNotRepeatTheOriginalsThroughput() throws IOException {
        TrialResult trial = read(new OriginalImport(), PeerFile.copy(folder, "varcas-py.json"));

        assertThat(value(trial, "rate.started")).isEqualTo(30 / 5.0, within(1e-9));
        assertThat(value(trial, "rate.completed")).isEqualTo(9 / 5.0, within(1e-9));
        assertThat(value(trial, "rate.unfinished")).isEqualTo(21 / 5.0, within(1e-9));
        assertThat(checks(trial)).contains("claim." + Metric.THROUGHPUT_REQUESTS.label(), "survivorship");
    }

    @Test
    void readsOneObjectAfterTheOther() throws IOException {
        String one = PeerFile.text("vllm.json");
        Path file = Files.writeString(folder.resolve("appended.json"), one + "\n" + one);
        BundleFolder bundle = BundleFolder.create(folder.resolve("out"), Instant.EPOCH, "imported");

        assertThat(new VllmImport().read(file, bundle).trials()).hasSize(2);
    }

    @Test
    void readsOlderFiles() throws IOException {
        TrialResult vllm = read(new VllmImport(), PeerFile.copy(folder, "vllm.json"));
        Path file = PeerFile.copy(folder, "guidellm.json");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("\"version\": 2", "\"version\": 1")
                        .replace("_token_iteration\"", "_iteration\""));
        TrialResult guidellm = read(new GuidellmImport(), file);

        assertThat(value(vllm, "goodput"))
                .as("once written as \"request_goodput:\"")
                .isGreaterThan(0);
        assertThat(checks(guidellm)).doesNotContain("summary");
    }
}
