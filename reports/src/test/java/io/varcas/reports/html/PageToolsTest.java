package io.varcas.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.compare.Comparison;
import io.varcas.compare.match.CompareOptions;
import io.varcas.compare.match.Side;
import io.varcas.reports.sample.SampleBundle;
import io.varcas.reports.sample.SampleLoad;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Copies, downloads, sorts and links on the page in a browser, and looks at it with axe-core. */
@Tag("slow")
class PageToolsTest {

    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    /** Keeps what the page offers for download. */
    private static final String CATCH = "window.saved = []; URL.createObjectURL = blob => { saved.push(blob); return"
            + " 'data:,'; }; HTMLAnchorElement.prototype.click = function () { saved.push(this.download, this.href); }";

    @TempDir(cleanup = CleanupMode.NEVER) // a browser that is being killed still writes there
    static Path folder;

    private static Browser browser;
    private static Path sweep;
    private static Path comparison;

    @BeforeAll
    static void writesPages() throws Exception {
        browser = Browser.start(folder.resolve("profile"));
        sweep = folder.resolve("sweep.html");
        try (OutputStream out = Files.newOutputStream(sweep)) {
            new HtmlReport().write(SampleBundle.write(folder, load(20), load(60), load(120)), out);
        }
        comparison = folder.resolve("comparison.html");
        try (OutputStream out = Files.newOutputStream(comparison)) {
            new ComparisonPage()
                    .write(
                            Comparison.of(side("v1", 20), side("v2", 60), CompareOptions.DEFAULT),
                            Optional.empty(),
                            out);
        }
    }

    private static SampleLoad load(double rate) {
        return SampleLoad.open(rate).ofRequests(600, 6);
    }

    private static Side side(String name, double rate) throws IOException {
        return new Side(
                name,
                List.of(
                        SampleBundle.write(folder, load(rate)).result(),
                        SampleBundle.write(folder, load(rate)).result()));
    }

    @AfterAll
    static void closes() {
        if (browser != null) {
            browser.close();
        }
    }

    private static void open(Path page) throws Exception {
        browser.open(page.toUri(), "document.readyState === 'complete' && document.querySelector('.tools') !== null");
        browser.evaluate(CATCH);
    }

    private static JsonNode press(String selector, String word) throws Exception {
        return browser.evaluate("[...document.querySelectorAll('" + selector
                + " button')].find(b => b.textContent === '" + word + "').click()");
    }

    @ParameterizedTest
    @CsvSource({"sweep,light", "sweep,dark", "comparison,light", "comparison,dark"})
    void axeFindsNothingSerious(String kind, String theme) throws Exception {
        open(kind.equals("sweep") ? sweep : comparison);
        browser.evaluate("document.documentElement.dataset.theme = '" + theme
                + "'; document.querySelectorAll('details:not(.trial-fold ~ .trial-fold)').forEach(d => {"
                + " d.open = true; })");
        try (InputStream axe = PageToolsTest.class.getResourceAsStream(AXE)) {
            assertThat(axe).as("axe-core on the class path").isNotNull();
            browser.evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8) + "; 1");
        }

        // A chart is one image to a screen reader; the shapes inside it take axe a minute.
        assertThat(browser.evaluate("axe.run({exclude: [['.chart > *']]}, {resultTypes: ['violations']}).then(r =>"
                        + " r.violations.filter(v => ['serious', 'critical'].includes(v.impact)).map(v =>"
                        + " v.id + ' at ' + v.nodes.map(n => n.target.join(' ')).slice(0, 5).join(',"
                        + " ')))"))
                .isEmpty();
    }

    @Test
    void threeTrialsOfASweepFitIn6000Pixels() throws Exception {
        browser.call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 1280, "height", 800, "deviceScaleFactor", 1, "mobile", false));
        open(sweep);

        assertThat(browser.evaluate("document.documentElement.scrollHeight").asInt())
                .isLessThan(6000);
    }

    @Test
    void linksTheFilesOfTheBundle() throws Exception {
        open(sweep);

        assertThat(browser.evaluate(
                        "[...document.querySelectorAll('#files a[href]')].map(a => a.getAttribute('href'))"))
                .extracting(JsonNode::asText)
                .contains("result.json", "trial-2/fork-1/requests.jsonl.gz");
    }

    @Test
    void sortsATableByTheNumbersOfAColumn() throws Exception {
        open(sweep);
        String rates = "[...document.querySelectorAll('.matrix tbody tr')].map(r => r.cells[0].textContent.trim())";
        press(".matrix thead", "throughput.requests (req/s)");
        press(".matrix thead", "throughput.requests (req/s)");

        assertThat(browser.evaluate(rates)).extracting(JsonNode::asText).satisfies(rows -> {
            assertThat(rows.get(0)).startsWith("rate=120");
            assertThat(rows.get(2)).startsWith("rate=20");
        });
        assertThat(browser.evaluate("document.querySelector('.matrix th[aria-sort]').getAttribute('aria-sort')")
                        .asText())
                .isEqualTo("descending");
    }

    @Test
    void downloadsATableAsCsv() throws Exception {
        open(sweep);
        press(".matrix caption", "CSV");

        assertThat(browser.evaluate("saved[1]").asText())
                .startsWith("chatmedium-")
                .endsWith(".csv");
        assertThat(browser.evaluate("saved[0].text()").asText().lines())
                .hasSize(4)
                .first()
                .asString()
                .startsWith("trial,verdict,throughput.requests (req/s),");
    }

    @Test
    void downloadsAChartAsNumbersAndAsPictures() throws Exception {
        open(sweep);
        browser.waitUntil("document.querySelector('#sweep-1-1 svg') !== null");
        press("#sweep-1 figure", "CSV");
        press("#sweep-1 figure", "SVG");

        assertThat(browser.evaluate("saved[0].text()").asText()).startsWith("series,rate,");
        assertThat(browser.evaluate("saved[3].text()").asText())
                .startsWith("<svg ")
                .contains("viewBox=");
        press("#sweep-1 figure", "PNG");
        browser.waitUntil("saved.some(s => String(s).startsWith('data:image/png;base64,'))");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aLinkUnfoldsItsTarget() throws Exception {
        open(sweep);
        browser.evaluate("location.hash = '#trial-2'");
        browser.waitUntil("document.getElementById('trial-2').closest('details').open");

        assertThat(browser.evaluate("[...document.querySelectorAll('a[href^=\"#\"]')]"
                        + ".map(a => a.getAttribute('href').slice(1)).filter(id => !document.getElementById(id))"))
                .as("links to nothing")
                .isEmpty();
    }

    @Test
    void keepsTheThemeThatWasChosen() throws Exception {
        open(sweep);
        browser.evaluate("document.getElementById('theme').click()");
        browser.waitUntil("localStorage.getItem('varcas-theme') !== null");
        String chosen =
                browser.evaluate("document.documentElement.dataset.theme").asText();
        open(sweep);

        assertThat(browser.evaluate("document.documentElement.dataset.theme").asText())
                .isEqualTo(chosen);
        browser.evaluate("localStorage.clear()");
    }

    @Test
    void everythingThatCanBePressedCanBeReachedByKeyboard() throws Exception {
        open(sweep);
        browser.evaluate("document.querySelector('.matrix .sort').focus()");
        for (String type : List.of("keyDown", "keyUp")) {
            browser.call(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", "Enter", "code", "Enter", "windowsVirtualKeyCode", 13, "text", "\r"));
        }

        browser.waitUntil("document.querySelector('.matrix th[aria-sort]') !== null");
        assertThat(browser.evaluate("[...document.querySelectorAll('[role=img]')]"
                                + ".filter(e => !e.getAttribute('aria-label')).length")
                        .asInt())
                .isZero();
    }

    @Test
    void keysZoomAChartAndThoseOverItsAxis() throws Exception {
        open(sweep);
        browser.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })");
        String charts = "[...document.querySelectorAll('[data-axis=' + CSS.escape(document.querySelector('[data-axis]')"
                + ".dataset.axis) + ']')]";
        browser.waitUntil(charts + ".every(e => echarts.getInstanceByDom(e)"
                + " && echarts.getInstanceByDom(e).getModel().getComponent('dataZoom', 0))");
        String widths = charts + ".map(e => echarts.getInstanceByDom(e).getModel().getComponent('dataZoom', 0)"
                + ".getPercentRange()).map(r => Math.round(r[1] - r[0]))";
        press("+");
        press("ArrowRight");
        assertThat(browser.evaluate(widths)).hasSizeGreaterThan(1).allMatch(width -> width.asInt() == 50);

        press("0");
        assertThat(browser.evaluate(widths)).allMatch(width -> width.asInt() == 100);
    }

    private static void press(String key) throws Exception {
        browser.evaluate("document.querySelector('[data-axis]').dispatchEvent(new KeyboardEvent('keydown', {key: '"
                + key + "', bubbles: true}))");
    }
}
