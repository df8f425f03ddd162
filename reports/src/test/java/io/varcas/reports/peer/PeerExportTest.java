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
import io.varcas.result.TrialResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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

    @Test
    void saysThatABundleHasNoRequests() {
        ResultBundle empty = new ResultBundle(folder, SampleBundle.run("failed", List.of(FailedTrial.because("gone"))));

        assertThatThrownBy(() -> new VllmExport().write(empty, folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has no request log");
    }
}
