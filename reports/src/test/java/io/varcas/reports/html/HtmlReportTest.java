package io.varcas.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.varcas.metric.Metric;
import io.varcas.reports.sample.FailedTrial;
import io.varcas.reports.sample.SampleBundle;
import io.varcas.reports.sample.SampleLoad;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunVerdict;
import io.varcas.result.TrialResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {

    @TempDir
    static Path folder;

    private static ResultBundle bundle;
    private static String page;

    @BeforeAll
    static void renders() throws IOException {
        bundle = SampleBundle.write(
                folder, SampleLoad.open(40).ofRequests(3000, 12).inForks(2));
        page = render(bundle);
    }

    private static String render(ResultBundle bundle) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new HtmlReport().write(bundle, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What comes before the data of the charts: a failed assertion on it can be read. */
    private static String withoutScripts(String page) {
        return page.substring(0, page.indexOf("<script type"));
    }

    private static JsonNode charts(String page) throws IOException {
        Matcher json = Pattern.compile("<script type=\"application/json\" id=\"charts\">(.*?)</script>", Pattern.DOTALL)
                .matcher(page);
        assertThat(json.find()).isTrue();
        return new ObjectMapper().readTree(json.group(1));
    }

    @Test
    void reportsTheVerdictFirstAndThatTheServerWasSimulated() {
        String body = page.substring(page.indexOf("<main>"));

        assertThat(bundle.result().verdict()).isEqualTo(RunVerdict.BROKEN);
        assertThat(body.indexOf("BROKEN")).isBetween(0, body.indexOf("<h2>"));
        assertThat(body.indexOf("SIMULATED:")).isBetween(0, body.indexOf("<h2>"));
    }

    @Test
    void showsEveryNumberOfAnObjectiveWithItsUnitOriginAndReason() {
        String row = page.substring(page.indexOf("<code>ttft.p95</code>"));
        row = row.substring(0, row.indexOf("</tr>"));

        assertThat(row)
                .contains("≤ 400", "190.0", ">ms<", "SIMULATED", "typing indicator budget")
                .contains(">"
                        + io.varcas.text.NumberText.of(bundle.result()
                                .trials()
                                .get(0)
                                .objectives()
                                .get(0)
                                .value())
                        + "<");
    }

    @Test
    void needsNothingFromOutsideAndLetsOnlyItsOwnScriptsRun() throws IOException {
        assertThat(withoutScripts(page))
                .contains("Content-Security-Policy")
                .contains("default-src &#39;none&#39;; script-src &#39;sha256-")
                .doesNotContainPattern("<(script|img|link|iframe)[^>]+(src|href)=")
                .doesNotContain("@import", "url(");
        assertThat(Pattern.compile("<script").matcher(page).results().count()).isEqualTo(3);
        assertThat(charts(page)).isNotEmpty();
    }

    @Test
    void printsTheCommandThatMakesThePageAgainWithItsFolder() {
        assertThat(page)
                .contains("<pre>java -jar benchmarks.jar report "
                        + bundle.folder().toAbsolutePath() + " -rf html</pre>");
    }

    @Test
    void escapesWhatServersAndModelsWrote() throws IOException {
        assertThat(withoutScripts(page))
                .contains("&lt;/script&gt;&lt;b&gt;overloaded&lt;/b&gt; &amp; &quot;busy&quot;")
                .contains("alert(0)&lt;/script&gt;")
                .doesNotContain("<b>overloaded", "<script>alert");
        assertThat(charts(page)).isNotEmpty();
        assertThat(ScriptJson.of(Map.of())).isEqualTo("{}");
    }

    @Test
    void showsThePromptsAndEachPart() {
        String traffic = page.substring(page.indexOf("<h3>Traffic</h3>"), page.indexOf("<h3>Over time</h3>"));
        assertThat(traffic)
                .contains(
                        " distinct; mean 48.00 tokens, by the server&#39;s tokenizer (64 of 64 checked whole were exact)")
                .contains("prefix cache: 25.1 % of the prompt tokens are shared")
                .contains("<code>&lt;i&gt;support&lt;/i&gt;</code>", "100.0 %", "tpot p50 (ms/token)", "SIMULATED")
                .doesNotContain("<i>support");
    }

    @Test
    void laysForksOneAfterTheOtherAndMarksTheirWindows() throws IOException {
        JsonNode bands = charts(page).path("trial-1-time-1").path("bands");
        List<String> labels = new ArrayList<>();
        bands.forEach(band -> labels.add(band.path("label").asText()));

        assertThat(labels)
                .containsExactly(
                        "fork 1 warm-up",
                        "fork 1 window 1",
                        "fork 1 window 2",
                        "fork 1 window 3",
                        "fork 1 drain",
                        "fork 2 warm-up",
                        "fork 2 window 1",
                        "fork 2 window 2",
                        "fork 2 window 3",
                        "fork 2 drain");
        assertThat(bands.path(5).path("from").asDouble())
                .isEqualTo(bands.path(4).path("to").asDouble());
    }

    @Test
    void hasAHundredThousandRequestsInLessThanThreeMegabytes(@TempDir Path large) throws IOException {
        ResultBundle many = SampleBundle.write(large, SampleLoad.open(400).ofRequests(100_000, 4));
        long requests = many.result().trials().get(0).metrics().all().stream()
                .filter(summary -> summary.metric() == Metric.TTFT && !summary.ok())
                .findFirst()
                .orElseThrow()
                .n();

        assertThat(requests).isGreaterThan(85_000);
        assertThat(render(many).getBytes(StandardCharsets.UTF_8).length).isLessThan(3_000_000);
    }

    @Test
    void showsAFailedTrialAndSaysOfEverythingElseThatItWasNotMeasured() throws IOException {
        TrialResult failed = FailedTrial.because("the server <went> away");
        String text = render(new ResultBundle(folder, SampleBundle.run("failed", List.of(failed))));

        assertThat(withoutScripts(text))
                .contains("FAILED: the server &lt;went&gt; away", "not measured", "1 of 1 trials failed")
                .contains("Not predicted", "No objective was set");
        assertThat(charts(text)).isEmpty();
    }
}
