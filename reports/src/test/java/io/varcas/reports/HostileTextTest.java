package io.varcas.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.record.Outcome;
import io.varcas.reports.data.CsvReport;
import io.varcas.reports.data.JsonReport;
import io.varcas.reports.data.JunitReport;
import io.varcas.reports.html.HtmlReport;
import io.varcas.reports.image.SvgReport;
import io.varcas.reports.sample.SampleBundle;
import io.varcas.reports.text.MarkdownReport;
import io.varcas.reports.text.TextReport;
import io.varcas.result.BundleFolder;
import io.varcas.result.ReportFormat;
import io.varcas.result.ResultBundle;
import io.varcas.result.Results;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.validity.Validity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts of a server, and names it gives itself, that try to be more than text. */
class HostileTextTest {

    private static final String HOSTILE = "m\nVerdict: MET (all is well)\r\u001b[2J\u009b31m\u202E\uD83D\uDE00\uD800";

    private final Path folder;

    HostileTextTest(@TempDir Path folder) {
        this.folder = folder;
    }

    static List<ReportFormat> formats() {
        return List.of(new TextReport(), new MarkdownReport(), new JunitReport(), new HtmlReport(), new SvgReport());
    }

    @ParameterizedTest
    @MethodSource("formats")
    void noReportForgesALineOrTalksToATerminal(ReportFormat format) throws IOException {
        String whole = report(format, hostile());
        String report = format instanceof HtmlReport ? whole.substring(0, whole.indexOf("<script type")) : whole;

        if (format instanceof TextReport || format instanceof MarkdownReport) {
            assertThat(report.lines().filter(line -> line.startsWith("Verdict: MET")))
                    .isEmpty();
        }
        assertThat(report.codePoints().filter(c -> Character.isISOControl(c) && c != '\n' && c != '\t'))
                .isEmpty();
        assertThat(report).doesNotContain("\u202E").contains("\uD83D\uDE00");
    }

    @Test
    void aResultWithHalvesOfPairsIsReadAgain() throws IOException {
        ResultBundle written = hostile();

        TrialResult read = ResultBundle.open(written.folder()).result().trials().get(0);
        assertThat(read.error().orElseThrow()).contains("\uD83D\uDE00\uFFFD").startsWith("m\nVerdict");
        assertThat(read.errors()).hasSize(1);
        assertThat(report(new JsonReport(), written)).contains("\uD83D\uDE00\uFFFD");
        assertThat(report(new CsvReport(), written)).contains("Benchmark");
    }

    private ResultBundle hostile() throws IOException {
        BundleFolder bundle = BundleFolder.create(folder, Instant.EPOCH, "Hostile");
        TrialResult trial = Results.trial()
                .params(Map.of("p", HOSTILE))
                .model(HOSTILE)
                .ended(Status.FAILED, Optional.of(HOSTILE))
                .outcomes(Map.of(Outcome.HTTP_ERROR, 1L))
                .errors(Map.of(HOSTILE, 1L))
                .validity(new Validity(List.of(new Validity.Finding("errors", Validity.Weight.INVALID, 1, 0, HOSTILE))))
                .build();
        return bundle.finish(SampleBundle.run(bundle.id(), List.of(trial)));
    }

    private static String report(ReportFormat format, ResultBundle bundle) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.write(bundle, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
