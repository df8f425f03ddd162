package io.varcas.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.reports.html.HtmlReport;
import io.varcas.reports.sample.SampleBundle;
import io.varcas.reports.text.MarkdownReport;
import io.varcas.reports.text.TextReport;
import io.varcas.result.BundleFolder;
import io.varcas.result.ReportFormat;
import io.varcas.result.Results;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerIdentityReportTest {

    @TempDir
    private Path folder;

    private String report(ReportFormat format) throws IOException {
        BundleFolder bundle = BundleFolder.create(folder, Instant.EPOCH, "Served");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.write(
                bundle.finish(
                        SampleBundle.run(bundle.id(), List.of(Results.trial().build()))),
                out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void textNamesFactsAndFlags() throws IOException {
        assertThat(report(new TextReport()))
                .contains("KV pool tokens 46592")
                .contains("flags: --api-key *** --max-num-seqs 64 --served-model-name x")
                .doesNotContain("s3cret");
    }

    @Test
    void markdownGivesTheSources() throws IOException {
        assertThat(report(new MarkdownReport()))
                .contains("| KV pool tokens | 46592 | /metrics, start log |")
                .contains("| loaded model | &lt;b&gt;m")
                .doesNotContain("s3cret");
    }

    @Test
    void pageListsWhatIsNotKnownToo() throws IOException {
        assertThat(report(new HtmlReport()))
                .contains("46592")
                .containsPattern("attention backend</span>\\s*</th>\\s*<td>\\s*<span>not known")
                .contains("--max-num-seqs 64")
                .doesNotContain("<b>m")
                .doesNotContain("s3cret");
    }

    @Test
    void firstScreenOfThePageHasTheFlags() throws IOException {
        assertThat(report(new HtmlReport()))
                .containsPattern("data-answers=\"flags\">[^<]*--max-num-seqs 64 [^<]*; KV pool tokens 46592");
    }
}
