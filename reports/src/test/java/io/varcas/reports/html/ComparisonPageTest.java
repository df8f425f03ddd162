package io.varcas.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.compare.AcceptanceRule;
import io.varcas.compare.Candidates;
import io.varcas.compare.Comparison;
import io.varcas.compare.ComparisonFormat;
import io.varcas.compare.MetricComparison;
import io.varcas.compare.match.CompareOptions;
import io.varcas.compare.match.Side;
import io.varcas.reports.sample.SampleBundle;
import io.varcas.reports.sample.SampleLoad;
import io.varcas.result.RunResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonPageTest {

    @TempDir
    Path folder;

    private Side side(String name, double rate) throws IOException {
        List<RunResult> runs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            runs.add(SampleBundle.write(
                            folder,
                            SampleLoad.open(rate + i / 10.0).ofRequests(400, 6).with(Map.of()))
                    .result());
        }
        return new Side(name, runs);
    }

    private static String page(Comparison comparison, Side candidate) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ComparisonPage()
                .write(comparison, Optional.of(new AcceptanceRule(List.of(), 0).decide(comparison, candidate)), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void reportsTheVerdictFirstThenEveryMetricWithItsInterval() throws IOException {
        Side slow = side("v1 <old>", 20);
        Side fast = side("v2", 60);
        Comparison comparison = Comparison.of(slow, fast, CompareOptions.DEFAULT);
        String page = page(comparison, fast);
        String main = page.substring(page.indexOf("<main>"), page.indexOf("<script type"));

        assertThat(main.indexOf(comparison.verdict().label().toUpperCase(Locale.ROOT)))
                .isBetween(0, main.indexOf("<h2>"));
        assertThat(main).contains("v2 against v1 &lt;old&gt;", "Rule: ", "could have seen (%)", "5 and 5 repeats");
        for (MetricComparison metric : comparison.trials().get(0).metrics()) {
            assertThat(main).contains(">" + metric.key().title() + "</code>");
            metric.change()
                    .ifPresent(change -> assertThat(main)
                            .contains(String.format(Locale.ROOT, "%+.1f %%", 100 * change))
                            .contains(String.format(Locale.ROOT, "aria-label=\"change %+.1f %%", 100 * change)));
        }
    }

    @Test
    void namesTheBundlesOfEachSideAndDrawsTheirRepeatsAndDistributions() throws IOException {
        Side slow = side("v1", 20);
        Side fast = side("v2", 60);
        Comparison comparison = Comparison.of(slow, fast, CompareOptions.DEFAULT);
        String page = page(comparison, fast);

        assertThat(page)
                .contains(slow.runs().get(0).id(), fast.runs().get(4).id(), "2026-11-22 10:15 UTC", "0.1.0")
                .contains("<h4>TTFT by percentile</h4>", "\"v1\",\"look\":\"dots\"", "\"v2\",\"look\":\"dots\"");
        String row = page.substring(page.indexOf("<code title=\"time per output token"));
        String plot = row.substring(row.indexOf("<svg"), row.indexOf("</svg>"));
        assertThat(plot.split("class=\"ring\"", -1))
                .as("repeats of the baseline")
                .hasSize(6);
    }

    @Test
    void putsAllCandidatesIntoOneDocument() throws IOException {
        Side base = side("base", 20);
        Candidates candidates = Candidates.of(
                base,
                List.of(side("one", 20), side("two", 60)),
                CompareOptions.DEFAULT,
                new AcceptanceRule(List.of(), 0));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ComparisonPage().write(candidates, out);
        String page = out.toString(StandardCharsets.UTF_8);

        assertThat(page)
                .contains("<h1>2 candidates against base</h1>", "base (baseline)", "one in detail", "two in detail")
                .contains("\"base\"", "\"one\"", "\"two\"");
    }

    @Test
    void everyFormatIsFoundByItsName() {
        assertThat(ServiceLoader.load(ComparisonFormat.class))
                .extracting(ComparisonFormat::name)
                .containsExactlyInAnyOrder("text", "markdown", "html", "json");
    }
}
