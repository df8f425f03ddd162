package io.varcas.reports.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.reports.sample.FailedTrial;
import io.varcas.reports.sample.SampleBundle;
import io.varcas.reports.sample.SampleLoad;
import io.varcas.result.ResultBundle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownReportTest {

    @TempDir
    Path folder;

    private static String render(ResultBundle bundle) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new MarkdownReport().write(bundle, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void reportsTheVerdictFirstAndEscapesWhatOthersWrote() throws IOException {
        String text = render(SampleBundle.write(folder, SampleLoad.open(40).ofRequests(600, 8)));

        assertThat(text).startsWith("## ChatMedium: UNDECIDED\n\n1 of 4 objectives met, 3 undecided");
        assertThat(text)
                .contains("**SIMULATED**", "reads as fast as people &lt;do&gt;", " tok/s (")
                .doesNotContain("<do>");
        assertThat(text.lines().filter(line -> line.startsWith("| ChatMedium") && line.contains("ttft.p95")))
                .singleElement()
                .satisfies(row -> assertThat(row.split(" \\| ")).hasSize(9));
    }

    @Test
    void showsServerReadingsWithTheirNotesAsTextDoes() throws IOException {
        ResultBundle bundle = SampleBundle.write(folder, SampleLoad.open(40).ofRequests(600, 8));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        new TextReport().write(bundle, text);

        assertThat(render(bundle))
                .contains("| 1 | server.queue.p95 | 12.5 | ms | interpolated from the buckets |")
                .contains("| 1 | server.step.tokens.mean | not measured | tokens | the server does not expose it |");
        assertThat(text.toString(StandardCharsets.UTF_8))
                .containsPattern("server.queue.p95 +1 +12.5 +ms +interpolated from the buckets")
                .containsPattern("server.step.tokens.mean +1 +not measured +tokens +the server does not expose it");
    }

    @Test
    void keepsTablesWholeWhateverIsInTheirCells() {
        assertThat(MarkdownText.table(List.of("a|b"), List.of(List.of("1\n2 | <3>"))))
                .containsExactly("| a\\|b |", "| --- |", "| 1 2 \\| &lt;3&gt; |");
    }

    @Test
    void showsAFailedTrial() throws IOException {
        String text = render(new ResultBundle(
                folder, SampleBundle.run("failed", List.of(FailedTrial.because("connection refused")))));

        assertThat(text).contains("Chat: FAILED", "- **failed**: connection refused", "not measured");
    }
}
