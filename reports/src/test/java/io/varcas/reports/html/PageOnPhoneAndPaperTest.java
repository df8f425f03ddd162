package io.varcas.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.compare.Comparison;
import io.varcas.compare.match.CompareOptions;
import io.varcas.compare.match.Side;
import io.varcas.reports.sample.SampleBundle;
import io.varcas.reports.sample.SampleLoad;
import io.varcas.result.RunResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Looks at each kind of page as a phone and a printer show it: nothing sticks out, nothing is left unreachable. */
@Tag("slow")
class PageOnPhoneAndPaperTest {

    /** Between the margins of an A4 sheet, in CSS pixels; what is wider makes browsers shrink the whole page. */
    private static final int SHEET = 688;

    private static final int PHONE = 390;

    /** Whatever is wider than the window and not in a box that scrolls. */
    private static final String STICKS_OUT = "[...document.querySelectorAll('main, main *')].filter(e => "
            + "e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll, nav, svg'))"
            + ".map(e => e.tagName + ' ' + e.textContent.slice(0, 40))";

    /** The names of points that are written in a chart, and where. */
    private static final String NAMES = "[...document.querySelectorAll('.chart')].map(e => {"
            + " const names = new Set(echarts.getInstanceByDom(e).getOption().series"
            + ".flatMap(s => (s.data || []).map(d => d && d.name).filter(Boolean)));"
            + " return [...e.querySelectorAll('text')].filter(t => names.has(t.textContent))"
            + ".map(t => ({name: t.textContent, box: t.getBoundingClientRect()})); })";

    private static final String OVERLAPPING = NAMES + ".flatMap(names => names.flatMap((a, i) => names.slice(i + 1)"
            + ".filter(b => a.box.left < b.box.right && b.box.left < a.box.right"
            + " && a.box.top < b.box.bottom && b.box.top < a.box.bottom).map(b => a.name + ' on ' + b.name)))";

    @TempDir(cleanup = CleanupMode.NEVER) // a browser that is being killed still writes there
    static Path folder;

    private static Browser browser;

    /** A kind of page. */
    enum Kind {
        RUN {
            @Override
            void write(ByteArrayOutputStream out) throws IOException {
                new HtmlReport().write(SampleBundle.write(folder, load(60)), out);
            }
        },
        SWEEP {
            @Override
            void write(ByteArrayOutputStream out) throws IOException {
                new HtmlReport().write(SampleBundle.write(folder, load(20), load(60), load(120)), out);
            }
        },
        COMPARISON {
            @Override
            void write(ByteArrayOutputStream out) throws IOException {
                Comparison comparison = Comparison.of(side(40), side(60), CompareOptions.DEFAULT);
                new ComparisonPage().write(comparison, Optional.empty(), out);
            }
        };

        abstract void write(ByteArrayOutputStream out) throws IOException;

        private static SampleLoad load(double rate) {
            return SampleLoad.open(rate).ofRequests(1500, 12);
        }

        private static Side side(double rate) throws IOException {
            List<RunResult> runs = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                runs.add(SampleBundle.write(
                                folder,
                                SampleLoad.open(rate + i / 10.0)
                                        .ofRequests(400, 6)
                                        .with(Map.of()))
                        .result());
            }
            return new Side("at " + rate, runs);
        }
    }

    @BeforeAll
    static void starts() throws Exception {
        browser = Browser.start(folder.resolve("profile"));
    }

    @AfterAll
    static void closes() {
        if (browser != null) {
            browser.close();
        }
    }

    private static void open(Kind kind, int width) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        kind.write(out);
        Path page = Files.write(folder.resolve(kind + ".html"), out.toByteArray());
        browser.call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 844, "deviceScaleFactor", 1, "mobile", width == PHONE));
        browser.open(page, Files.readString(page).split("class=\"chart\"", -1).length - 1);
    }

    @ParameterizedTest
    @EnumSource
    void fitsAPhone(Kind kind) throws Exception {
        open(kind, PHONE);

        assertThat(browser.evaluate(STICKS_OUT)).isEmpty();
        assertThat(browser.evaluate("document.querySelector('nav button').getBoundingClientRect().right")
                        .asDouble())
                .as("the button behind links that do not fit")
                .isLessThanOrEqualTo(PHONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {PHONE, 1100})
    void writesNoNameOfAPointOverAnother(int width) throws Exception {
        open(Kind.RUN, width);

        assertThat(browser.evaluate(NAMES + ".flat().length").asInt()).isGreaterThan(3);
        assertThat(browser.evaluate(OVERLAPPING)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void fitsASheetWithEverythingOnIt(Kind kind) throws Exception {
        open(kind, SHEET);
        browser.call("Emulation.setEmulatedMedia", Map.of("media", "print"));
        browser.evaluate("dispatchEvent(new Event('beforeprint'))");

        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                .isLessThanOrEqualTo(SHEET);
        assertThat(browser.evaluate("document.querySelectorAll('details:not([open])').length")
                        .asInt())
                .isZero();
        assertThat(browser.evaluate("[...document.querySelectorAll('.chart')].filter(e => {"
                                + " const o = echarts.getInstanceByDom(e).getOption();"
                                + " return o.legend[0].type !== 'plain' || (o.toolbox || []).length > 0; }).length")
                        .asInt())
                .as("charts with something to click on")
                .isZero();

        browser.evaluate("dispatchEvent(new Event('afterprint'))");
        browser.call("Emulation.setEmulatedMedia", Map.of("media", ""));
        assertThat(browser.evaluate("[...document.querySelectorAll('.chart')]"
                                + ".every(e => echarts.getInstanceByDom(e).getOption().legend[0].type === 'scroll')")
                        .asBoolean())
                .as("as it was, on the screen again")
                .isTrue();
    }
}
