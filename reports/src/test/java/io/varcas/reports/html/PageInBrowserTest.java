package io.varcas.reports.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.metric.MetricKey;
import io.varcas.reports.sample.SampleBundle;
import io.varcas.reports.sample.SampleLoad;
import io.varcas.result.ResultBundle;
import io.varcas.result.TrialResult;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Looks at the page as a person's browser shows it. */
@Tag("slow")
class PageInBrowserTest {

    @TempDir(cleanup = CleanupMode.NEVER) // a browser that is being killed still writes there
    static Path folder;

    private static Browser browser;
    private static TrialResult trial;
    private static Path page;
    private static int charts;

    @BeforeAll
    static void opens() throws Exception {
        browser = Browser.start(folder.resolve("profile"));
        ResultBundle bundle = SampleBundle.write(folder, SampleLoad.open(60).ofRequests(4000, 12));
        trial = bundle.result().trials().get(0);
        page = folder.resolve("report.html");
        try (OutputStream out = Files.newOutputStream(page)) {
            new HtmlReport().write(bundle, out);
        }
        charts = Files.readString(page).split("class=\"chart\"", -1).length - 1;
        browser.open(page, charts);
    }

    @AfterAll
    static void closes() {
        if (browser != null) {
            browser.close();
        }
    }

    private static String option(String id) {
        return "echarts.getInstanceByDom(document.getElementById('" + id + "')).getOption()";
    }

    @Test
    void drawsEveryChartWithoutAComplaintAndWithoutTheNetwork() throws Exception {
        assertThat(charts).isGreaterThan(15);
        assertThat(browser.evaluate("document.querySelectorAll('.chart svg').length")
                        .asInt())
                .isEqualTo(charts);
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).isEmpty();
    }

    @Test
    void drawsTheNumbersOfTheResult() throws Exception {
        JsonNode line = browser.evaluate(
                option("trial-1-latency-1") + ".series.find(s => s.name === 'TTFT').data.map(d => d.value)");
        double drawn = StreamSupport.stream(line.spliterator(), false)
                .filter(point -> Math.abs(point.path(0).asDouble() - 2) < 1e-3)
                .mapToDouble(point -> point.path(1).asDouble())
                .findFirst()
                .orElseThrow();
        double measured = trial.metrics().value(MetricKey.parse("ttft.p50")).orElseThrow();

        assertThat(drawn).as("the median, at 1 / (1 - 0.5)").isCloseTo(measured, within(measured * 1e-3));
        assertThat(browser.evaluate(option("trial-1-latency-1") + ".xAxis[0].type")
                        .asText())
                .isEqualTo("log");
    }

    @Test
    void labelsThePointsOfTheRooflineAsTheResultDoes() throws Exception {
        JsonNode points = browser.evaluate(option("trial-1-roofline")
                + ".series.filter(s => s.type === 'scatter').flatMap(s => s.data.map(d => [d.name].concat(d.value)))");

        trial.prediction()
                .orElseThrow()
                .roofline()
                .orElseThrow()
                .points()
                .forEach(point -> assertThat(points).anySatisfy(drawn -> {
                    assertThat(drawn.path(0).asText()).isEqualTo(point.label());
                    assertThat(drawn.path(1).asDouble()).isCloseTo(point.flopsPerByte(), within(1e-3));
                    assertThat(drawn.path(2).asDouble()).isCloseTo(point.flopsPerSecond() / 1e12, within(1e-3));
                }));
        assertThat(browser.evaluate(
                        "[" + option("trial-1-roofline") + "].flatMap(o => [o.xAxis[0].type, o.yAxis[0].type])"))
                .allSatisfy(type -> assertThat(type.asText()).isEqualTo("log"));
    }

    @Test
    void givesValuesWithUnitsUnderTheMouse() throws Exception {
        // Chromium shows it when it gets round to it, and a page that is being resized hides it again.
        String tip = browser.evaluate("new Promise((done, late) => { const until = Date.now() + 20000;"
                        + " const chart = document.getElementById('trial-1-time-2'); (function look() {"
                        + " echarts.getInstanceByDom(chart).dispatchAction({type: 'showTip', seriesIndex: 0, dataIndex: 5});"
                        + " if (/p50: [0-9.]+ ms/.test(chart.innerText)) { done(chart.innerText); }"
                        + " else if (Date.now() > until) { late(new Error(chart.innerText)); }"
                        + " else { setTimeout(look, 50); } })(); })")
                .asText();

        assertThat(tip).containsPattern("p50: [0-9.]+ ms").containsPattern("[0-9.]+ s");
    }

    @Test
    void namesTheUsualPercentilesOnTheAxis() throws Exception {
        assertThat(browser.evaluate(option("trial-1-latency-1") + ".xAxis[0].axisLabel.customValues"
                                + ".map(echarts.getInstanceByDom(document.getElementById('trial-1-latency-1'))"
                                + ".getOption().xAxis[0].axisLabel.formatter).join(' ')")
                        .asText())
                .startsWith("0 50 75 90 95 99");
    }

    @Test
    void drawsOnlyTheLatencyItselfUntilTheLegendIsAsked() throws Exception {
        JsonNode selected = browser.evaluate(option("trial-1-latency-1") + ".legend[0].selected");

        assertThat(selected.path("TTFT").asBoolean()).isTrue();
        assertThat(selected.path("TTFT from the actual send").asBoolean(true)).isFalse();
        assertThat(selected.path("TTFT without failed requests").asBoolean(true))
                .isFalse();
    }

    @Test
    void drawsFailuresRedAndNothingElse() throws Exception {
        String shade = option("trial-1-time-1") + ".series.find(s => s.name === '%s').lineStyle";
        String red = browser.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--failed').trim()")
                .asText();

        assertThat(browser.evaluate(String.format(shade, "failed") + ".color").asText())
                .isEqualTo(red);
        assertThat(browser.evaluate(String.format(shade, "completed") + ".color")
                        .asText())
                .isNotEqualTo(red);
        assertThat(browser.evaluate(String.format(shade, "failed") + ".type"))
                .as("dashes, for those who see no red")
                .isNotEqualTo(browser.evaluate(String.format(shade, "completed") + ".type"));
    }

    @Test
    void endsAllChartsOverTimeTogetherAndZoomsThemTogether() throws Exception {
        String all = "[...document.querySelectorAll('[data-axis]')].map(e => echarts.getInstanceByDom(e))";
        String shown = all + ".map(c => c.getModel().getComponent('xAxis').axis.scale.getExtent().join(' to '))";
        browser.call("Emulation.clearDeviceMetricsOverride", Map.of()); // the width that another test set
        browser.waitUntil(all + ".every(c => c.getModel().getComponent('dataZoom', 0))");
        JsonNode whole = browser.evaluate("[...new Set(" + shown + ")]");
        browser.evaluate(
                "{ const c = echarts.getInstanceByDom(document.getElementById('trial-1-time-2'));"
                        + " const zoom = c.getModel().getComponent('dataZoom', 0);"
                        + " c.dispatchAction({type: 'dataZoom', batch: [{dataZoomId: zoom.id, startValue: 20, endValue: 40}]}); }");
        browser.waitUntil("[...new Set(" + shown + ")].join() === '20 to 40'");
        browser.evaluate(all + "[0].dispatchAction({type: 'restore'})");
        browser.waitUntil("[...new Set(" + shown + ")].length === 1 && " + shown + "[0] !== '20 to 40'");

        assertThat(whole).as("one extent of the horizontal axis for all").hasSize(1);
        assertThat(browser.evaluate(all + ".length").asInt()).isGreaterThan(10);
    }

    @Test
    void showsTheCursorOfOneChartOverTimeInAll() throws Exception {
        browser.evaluate("echarts.getInstanceByDom(document.getElementById('trial-1-time-2'))"
                + ".dispatchAction({type: 'showTip', seriesIndex: 0, dataIndex: 20})");

        browser.waitUntil("/in flight: [0-9.]+/.test(document.getElementById('trial-1-time-5').innerText)");
    }

    @Test
    void drawsTheNewChartsOfLengthsAndSingleRequests() throws Exception {
        String titles = browser.evaluate("[...document.querySelectorAll('h4')].map(h => h.textContent).join(', ')")
                .asText();

        assertThat(titles)
                .contains(
                        "TTFT against prompt length",
                        "E2E against output length",
                        "Prompt lengths",
                        "Output lengths",
                        "The slowest requests",
                        "Errors over time");
        assertThat(browser.evaluate(option("trial-1-requests-1") + ".series.slice(0, 3).map(s => s.name)"))
                .extracting(JsonNode::asText)
                .contains("wait for the first text", "output");
    }

    @ParameterizedTest
    @CsvSource({"1280, 800", "390, 844"})
    void answersOnTheFirstScreen(int width, int height) throws Exception {
        browser.call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
        browser.evaluate("scrollTo(0, 0)");
        String bottoms = "[...document.querySelectorAll('.word, h1, .because, .reasons, [data-answers]')]"
                + ".map(e => e.getBoundingClientRect().bottom)";

        assertThat(browser.evaluate(bottoms).size()).isGreaterThanOrEqualTo(9);
        assertThat(browser.evaluate("Math.max(..." + bottoms + ")").asDouble()).isLessThanOrEqualTo(height);
        assertThat(browser.evaluate("[...document.querySelectorAll('[data-answers]')].map(e => e.dataset.answers)"))
                .extracting(JsonNode::asText)
                .contains("objectives", "validity", "load", "server", "flags");
        assertThat(browser.evaluate("[...document.querySelectorAll('.verdict .scroll')]"
                                + ".filter(e => e.scrollWidth > e.clientWidth).length")
                        .asInt())
                .as("tables of the first screen that have to be scrolled sideways")
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 800, 1400})
    void fitsTheWidthOfTheScreen(int width) throws Exception {
        browser.call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", width < 500));

        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                .isLessThanOrEqualTo(width);
        assertThat(browser.evaluate("[...document.querySelectorAll('.card')].filter(card => {"
                                + " const own = card.innerHTML;"
                                + " card.querySelector('strong').innerHTML = '0.006202 <small>requests</small>';"
                                + " const sticksOut = card.scrollWidth > card.clientWidth;"
                                + " card.innerHTML = own;"
                                + " return sticksOut; }).length")
                        .asInt())
                .as("cards whose number is longer than they are wide")
                .isZero();
    }

    @Test
    void isDarkForThoseWhoWantItAndWhiteOnPaper() throws Exception {
        String background = "getComputedStyle(document.body).backgroundColor";
        browser.call(
                "Emulation.setEmulatedMedia",
                Map.of("features", java.util.List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
        String dark = browser.evaluate(background).asText();
        browser.call("Emulation.setEmulatedMedia", Map.of("media", "print"));
        String paper = browser.evaluate(background).asText();
        browser.call("Emulation.setEmulatedMedia", Map.of("media", "", "features", java.util.List.of()));

        assertThat(dark).isEqualTo("rgb(15, 19, 24)");
        assertThat(paper).isEqualTo("rgb(255, 255, 255)");
    }

    @Test
    void runsNoScriptThatAModelWrote() throws Exception {
        assertThat(browser.evaluate("[...document.scripts].length").asInt()).isEqualTo(4);
        assertThat(browser.evaluate("document.body.innerText.includes('</script><b>overloaded</b>')"
                                + " || document.body.textContent.includes('</script><b>overloaded</b>')")
                        .asBoolean())
                .isTrue();
    }
}
