package io.varcas.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.reports.html.element.ScriptJson;
import io.varcas.reports.sample.FailedTrial;
import io.varcas.reports.sample.SampleBundle;
import io.varcas.reports.sample.SampleLoad;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunVerdict;
import io.varcas.result.TrialResult;
import io.varcas.text.NumberText;
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
    void reportsTheVerdictFirstThenWhyAtWhatLoadAndOnWhichServer() {
        String header = page.substring(page.indexOf("<header"), page.indexOf("</header>"));

        assertThat(bundle.result().verdict()).isEqualTo(RunVerdict.BROKEN);
        assertThat(header)
                .contains(
                        ">BROKEN</p>",
                        "ttfa.p99.9 (≤ 2,000 ms) infinite: ",
                        " requests failed, rejected",
                        "≤ 400 ms",
                        "verdict, at 95 % confidence",
                        " % below",
                        "open loop, Poisson arrivals, 40.0 requests/s; ",
                        "2 forks",
                        "meta-llama/Llama-3.1-8B-Instruct, vLLM 0.32.0",
                        "max-num-seqs=64",
                        "nothing suggests that the client limited the numbers")
                .containsPattern("[0-9.,]+ ms<small[^>]*> [0-9.,]+ – [0-9.,∞]+</small>");
    }

    @Test
    void saysOnceThatTheServerWasSimulated() {
        String text = withoutScripts(page);

        assertThat(text.indexOf("SIMULATED:")).isBetween(0, text.indexOf("<h2>"));
        assertThat(text.split("SIMULATED", -1)).hasSize(2);
    }

    @Test
    void writesNumbersWithTheUnitsOfPeople() {
        assertThat(withoutScripts(page))
                .contains("tok/s", "req/s", ">p99.9<", "$ per million tokens", "n &lt; 10,000")
                .doesNotContain(">1/s<", "p999", " USD");
    }

    @Test
    void showsEveryNumberOfAnObjectiveWithItsUnitAndReason() {
        String table = page.substring(page.indexOf("id=\"sla\""));
        String row = table.substring(table.indexOf("<code>ttft.p95</code>"));
        row = row.substring(0, row.indexOf("</tr>"));
        double value =
                bundle.result().trials().get(0).objectives().get(0).value().orElseThrow();

        assertThat(row)
                .contains("≤ 400", ">190<", ">ms<", "typing indicator budget", ">" + NumberText.brief(value) + "<");
    }

    @Test
    void foldsSectionsWithoutContentIntoOneLine() {
        String text = withoutScripts(page);

        assertThat(text)
                .contains("<summary>Not measured: where the time went, cost</summary>")
                .doesNotContain("<h3>Cost</h3>");
    }

    @Test
    void needsNothingFromOutsideAndLetsOnlyItsOwnScriptsRun() throws IOException {
        assertThat(withoutScripts(page))
                .contains("Content-Security-Policy")
                .contains("default-src &#39;none&#39;; script-src &#39;sha256-")
                .doesNotContainPattern("<(script|img|link|iframe)[^>]+(src|href)=")
                .doesNotContain("@import", "url(");
        assertThat(Pattern.compile("<script").matcher(page).results().count()).isEqualTo(4);
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
        String traffic =
                page.substring(page.indexOf("<h3>Traffic</h3>"), page.indexOf("<h3>Predicted against measured"));
        assertThat(traffic)
                .contains(" distinct; mean 48.0 tokens, by the server&#39;s tokenizer (64 of 64 checked whole were"
                        + " exact)")
                .contains("prefix cache: 25.1 % of the prompt tokens are shared")
                .contains("<code>&lt;i&gt;support&lt;/i&gt;</code>", "100.0 %", "tpot p50 (ms/token)")
                .contains("TTFT against prompt length", "E2E against output length", "Prompt lengths", "Output lengths")
                .doesNotContain("<i>support");
    }

    @Test
    void putsTheGpuFirstAmongThePanelsAndItsTokensPerJouleBesideIt() {
        String panels = page.substring(page.indexOf("<h3>GPU, server and host</h3>"));

        assertThat(panels.indexOf("<h4>GPU utilisation")).isBetween(0, panels.indexOf("<h4>Output tokens per joule"));
        assertThat(panels.indexOf("<h4>Output tokens per joule")).isBetween(0, panels.indexOf("<h4>Server queue"));
    }

    @Test
    void drawsTheTokensOverTheEnergyOfAllGpus() throws IOException {
        List<Double> values = new ArrayList<>();
        for (JsonNode chart : charts(page)) {
            for (JsonNode series : chart.path("series")) {
                if (series.path("name").asText().equals("output tokens per joule")) {
                    series.path("y").forEach(y -> values.add(y.asDouble()));
                }
            }
        }
        double rate = bundle.result()
                .trials()
                .get(0)
                .metrics()
                .value(MetricKey.parse("throughput.output"))
                .orElseThrow();

        assertThat(values.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
                .as("output tokens a second over 500 to 590 W")
                .isBetween(rate / 590 * 0.8, rate / 500 * 1.2);
    }

    @Test
    void hidesVariantsAndMarksFailuresRed() throws IOException {
        JsonNode ttft = charts(page).path("trial-1-latency-1").path("series");
        JsonNode rates = charts(page).path("trial-1-time-1").path("series");

        assertThat(ttft)
                .filteredOn(one -> !one.has("hidden"))
                .extracting(one -> one.path("name").asText())
                .containsOnly("TTFT");
        assertThat(ttft)
                .extracting(one -> one.path("name").asText())
                .contains("TTFT from the actual send", "TTFT without failed requests");
        assertThat(rates)
                .filteredOn(one -> one.path("tone").asText().equals("failed"))
                .extracting(one -> one.path("name").asText())
                .containsExactly("failed");
    }

    @Test
    void laysForksOneAfterTheOtherAndMarksTheirWindows() throws IOException {
        JsonNode bands = charts(page).path("trial-1-time-1").path("bands");
        List<String> labels = new ArrayList<>();
        bands.forEach(band -> labels.add(band.path("label").asText()));

        assertThat(labels)
                .containsExactly(
                        "fork 1 warm-up",
                        "fork 1 iteration 1",
                        "fork 1 iteration 2",
                        "fork 1 iteration 3",
                        "fork 1 drain",
                        "fork 2 warm-up",
                        "fork 2 iteration 1",
                        "fork 2 iteration 2",
                        "fork 2 iteration 3",
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
                .contains(
                        ">FAILED</p>",
                        "<summary>Not measured: where the time went, over time, ",
                        "prediction and roofline",
                        "accuracy");
        assertThat(withoutScripts(text)).doesNotContain("<h2>Objectives");
        assertThat(charts(text)).isEmpty();
    }
}
