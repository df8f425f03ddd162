package io.varcas.reports.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.reports.html.Browser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * JMH's JSON in a published build of JMH Visualizer, in a browser. An error in the visualizer's script leaves its page blank.
 * {@link JmhVisualizerRulesTest} needs neither.
 */
@Tag("slow")
class JmhVisualizerTest {

    private static final String TEXT = "(document.getElementById('main') || {innerText: ''}).innerText";
    private static final String ROWS =
            "[...document.querySelectorAll('.recharts-yAxis .recharts-cartesian-axis-tick')]";
    private static final String LABELS =
            "[...document.querySelectorAll('text.recharts-bar-label')].filter(label => label.textContent)";
    private static final String TOOLTIP =
            "[...document.querySelectorAll('.recharts-tooltip-wrapper')].map(t => t.innerText).join('')";
    private static final String MAGNIFIER = "document.querySelector('h3 .superscript svg')";

    /** Of a bar without a length; JMH's own results have it, too. */
    private static final String NO_LENGTH = "Expected length, \\\"NaN\\\"";

    @TempDir(cleanup = CleanupMode.NEVER) // a browser that is being killed still writes there
    static Path folder;

    private static JmhVisualizer visualizer;
    private static Browser browser;

    private int earlier;

    @BeforeAll
    static void opens() throws Exception {
        visualizer = JmhVisualizer.serve(folder);
        browser = Browser.start(folder.resolve("profile"));
        browser.call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 1300, "height", 6000, "deviceScaleFactor", 1, "mobile", false));
        Path bundles = folder.resolve("bundles");
        visualizer.add("before.json", JmhVisualizerCases.sweep(bundles, 40));
        visualizer.add("after.json", JmhVisualizerCases.sweep(bundles, 60));
        visualizer.add("failed.json", JmhVisualizerCases.failed(bundles));
        visualizer.add("package.json", JmhVisualizerCases.ofOnePackage(bundles));
    }

    @AfterAll
    static void closes() {
        if (browser != null) {
            browser.close();
        }
        if (visualizer != null) {
            visualizer.close();
        }
    }

    private void open(String condition, String... results) throws Exception {
        earlier = browser.complaints().size();
        browser.open(visualizer.showing(results), condition);
    }

    private static List<String> texts(String elements) throws Exception {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : browser.evaluate(elements + ".map(e => e.textContent)")) {
            texts.add(text.asText().replace('\u00a0', ' '));
        }
        return texts;
    }

    private static void moveMouse(double x, double y) throws Exception {
        browser.call("Input.dispatchMouseEvent", Map.of("type", "mouseMoved", "x", x, "y", y));
    }

    /** Points at each row of each chart, and returns what is shown then. */
    private static List<String> tooltips() throws Exception {
        List<String> shown = new ArrayList<>();
        JsonNode rows = browser.evaluate(ROWS
                + ".map(row => row.getBoundingClientRect()).map(box => [box.right + 100, (box.top + box.bottom) / 2])");
        for (JsonNode row : rows) {
            moveMouse(1, 1);
            browser.waitUntil("!" + TOOLTIP);
            moveMouse(row.path(0).asDouble(), row.path(1).asDouble());
            browser.waitUntil(TOOLTIP + " || !" + TEXT);
            assertThat(browser.evaluate(TEXT).asText()).as("page").isNotEmpty();
            shown.add(browser.evaluate(TOOLTIP).asText());
        }
        return shown;
    }

    private static void click(String element) throws Exception {
        JsonNode at = browser.evaluate(
                "[" + element
                        + "].map(e => e.getBoundingClientRect()).flatMap(box => [box.x + box.width / 2, box.y + box.height / 2])");
        for (String type : List.of("mousePressed", "mouseReleased")) {
            browser.call(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            at.path(0).asDouble(),
                            "y",
                            at.path(1).asDouble(),
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
    }

    /** Returns the errors of the browser since the page was opened. */
    private List<String> complaints() {
        return browser.complaints().stream()
                .skip(earlier)
                .filter(complaint -> !complaint.contains(NO_LENGTH))
                .toList();
    }

    @Test
    void showsEveryTrialOfASweepWithItsIterations() throws Exception {
        open(LABELS + ".length === 3", "before.json");

        assertThat(texts("[...document.querySelectorAll('h3')]"))
                .singleElement()
                .asString()
                .startsWith("ChatMedium");
        assertThat(tooltips())
                .hasSize(2)
                .allSatisfy(shown ->
                        assertThat(shown).contains("Score").contains("Fork 0").contains("ms"));
        assertThat(complaints()).isEmpty();
    }

    @Test
    void showsEveryMetricInTheDetails() throws Exception {
        open("document.readyState === 'complete' && " + MAGNIFIER, "before.json");
        click(MAGNIFIER);
        browser.waitUntil(TEXT + ".includes('predicted.tpot.p99')");

        assertThat(texts("[...document.querySelectorAll('h3')]"))
                .anySatisfy(heading -> assertThat(heading).startsWith("tpot.p99"))
                .anySatisfy(heading -> assertThat(heading).startsWith("throughput.output"));
        assertThat(tooltips()).hasSizeGreaterThan(10);
        assertThat(complaints()).isEmpty();
    }

    @Test
    void showsAFailedTrial() throws Exception {
        open(LABELS + ".length === 1", "failed.json");

        assertThat(texts(LABELS)).containsExactly("NaN ms");
        assertThat(tooltips()).singleElement().asString().contains("ttft_p50");
        assertThat(complaints()).isEmpty();
    }

    @Test
    void showsWorkloadsOfAPackageApart() throws Exception {
        open(LABELS + ".length === 2", "package.json");

        assertThat(texts("[...document.querySelectorAll('h3')]"))
                .satisfiesExactlyInAnyOrder(
                        heading -> assertThat(heading).startsWith("ChatMedium").contains("Throughput"),
                        heading -> assertThat(heading).startsWith("Chat").contains("Sampling Time"));
        assertThat(complaints()).isEmpty();
    }

    @Test
    void comparesRunsTrialByTrial() throws Exception {
        open(TEXT + ".includes('Comparing')", "before.json", "after.json");

        assertThat(texts("[...document.querySelectorAll('td')]"))
                .anySatisfy(cell -> assertThat(cell).contains("rates=0s:5 1s:9").contains("sampling.fields=user:a"))
                .anySatisfy(
                        cell -> assertThat(cell).contains("rates=0s:5 1s:20").contains("sampling.fields=user:a"));

        open(TEXT + ".includes('Comparing')", "before.json", "failed.json", "after.json");
        click("[...document.querySelectorAll('button')].find(b => b.innerText === 'Summary')");
        browser.waitUntil("document.querySelectorAll('.recharts-line-curve').length >= 3");

        assertThat(complaints()).isEmpty();
    }
}
