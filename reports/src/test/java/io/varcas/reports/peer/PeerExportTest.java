package io.varcas.reports.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.varcas.metric.MetricKey;
import io.varcas.reports.sample.FailedTrial;
import io.varcas.reports.sample.SampleBundle;
import io.varcas.reports.sample.SampleLoad;
import io.varcas.result.BundleFolder;
import io.varcas.result.ResultBundle;
import io.varcas.result.ResultExport;
import io.varcas.result.ResultImport;
import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;
import io.varcas.setting.Layer;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.type.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PeerExportTest {

    @TempDir
    Path folder;

    static Stream<Arguments> layouts() {
        return Stream.of(
                Arguments.of(new VllmExport(), new VllmImport()), Arguments.of(new AiperfExport(), new AiperfImport()));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void writesWhatTheImportReadsBack(ResultExport out, ResultImport in) throws IOException {
        ResultBundle bundle = SampleBundle.write(folder, SampleLoad.open(40).ofRequests(400, 8));
        Path file = out.write(bundle, folder).get(0);
        BundleFolder again = BundleFolder.create(folder.resolve("out"), Instant.EPOCH, "imported");
        TrialResult read = in.read(file, again).trials().get(0);
        TrialResult own = bundle.result().trials().get(0);

        assertThat(in.recognizes(file)).isTrue();
        assertThat(read.validity().findings())
                .noneMatch(finding -> finding.check().equals("summary"));
        assertThat(read.description()).contains("numbers of its own summary follow from its requests");
        for (String key : List.of("ttft.service.ok.p50", "tpot.ok.mean", "tokens.output.mean")) {
            double measured = own.metrics().value(MetricKey.parse(key)).orElseThrow();
            assertThat(read.metrics().value(MetricKey.parse(key)).orElseThrow())
                    .as(key)
                    .isCloseTo(measured, within(measured * 0.02));
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "rate=5, 5.0, 1.0, null, 5.0, 1.0",
                "rate=7 maxConcurrency=4, 7.0, 1.0, 4, 7.0, 1.0",
                "arrivals=gamma rate=7 burstiness=2, 7.0, 2.0, null, 7.0, 2.0",
                "arrivals=constant rate=7, 7.0, Infinity, null, 7.0, inf",
                "arrivals=cyclical rate=7 amplitude=1, 7.0, null, null, 7.0, none",
                "arrivals=burst burst=50, '\"inf\"', 1.0, null, inf, 1.0",
                "arrivals=burst burst=50 maxConcurrency=4, '\"inf\"', 1.0, 4, inf, 1.0",
                "arrivals=replay dataset=trace.jsonl, null, null, null, none, none",
                "arrivals=steps \"rates=0s:5 30s:20\", null, null, null, none, none",
                "users=3, '\"inf\"', 1.0, 3, inf, 1.0"
            })
    void exportsTheLoadThatWasAskedFor(
            String set, String rate, String burstiness, String cap, String importedRate, String importedBurstiness)
            throws IOException {
        Path file = new VllmExport().write(asked(set), folder).get(0);

        assertThat(Files.readString(file))
                .contains("\"request_rate\" : " + rate + ",")
                .contains("\"burstiness\" : " + burstiness + ",")
                .contains("\"max_concurrency\" : " + cap + ",");
        BundleFolder again = BundleFolder.create(folder.resolve("out"), Instant.EPOCH, "imported");
        RunResult read = new VllmImport().read(file, again);
        assertThat(read.trials().get(0).params().get("rate")).isEqualTo(importedRate);
        assertThat(read.target().facts().get("imported.burstiness")).isEqualTo(importedBurstiness);
        Path twice = new VllmExport()
                .write(again.finish(read), Files.createDirectory(folder.resolve("twice")))
                .get(0);
        assertThat(Files.readString(twice))
                .contains("\"request_rate\" : " + rate + ",")
                .contains("\"burstiness\" : " + burstiness + ",")
                .contains("\"max_concurrency\" : " + cap + ",");
    }

    /** Returns a run whose class has a rate of 5 and whose command line has more settings. */
    private ResultBundle asked(String set) throws IOException {
        ResultBundle bundle = SampleBundle.write(folder, SampleLoad.open(40).ofRequests(40, 8));
        TrialResult trial = bundle.result().trials().get(0);
        Map<String, ResolvedSettings.Value> settings = new LinkedHashMap<>();
        settings.put("rate", new ResolvedSettings.Value("5", Layer.ANNOTATION));
        for (String word : Words.parse(set)) {
            String[] pair = word.split("=", 2);
            settings.put(pair[0], new ResolvedSettings.Value(pair[1], Layer.COMMAND_LINE));
        }
        return new ResultBundle(
                bundle.folder(),
                SampleBundle.run(
                        "asked",
                        List.of(trial.toBuilder()
                                .params(Map.of())
                                .settings(settings)
                                .build())));
    }

    @Test
    void reportsThatABundleHasNoRequests() {
        ResultBundle empty = new ResultBundle(folder, SampleBundle.run("failed", List.of(FailedTrial.because("gone"))));

        assertThatThrownBy(() -> new VllmExport().write(empty, folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has no request log");
    }
}
