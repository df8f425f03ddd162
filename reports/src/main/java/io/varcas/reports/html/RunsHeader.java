package io.varcas.reports.html;

import io.varcas.reports.VerdictText;
import io.varcas.reports.html.element.Badge;
import io.varcas.reports.html.element.TableTag;
import io.varcas.reports.html.element.Tag;
import io.varcas.reports.sweep.ServerDifference;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;
import io.varcas.text.ForeignText;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The top of a page of several runs: which they are, and what became of each. */
final class RunsHeader {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int LONGEST_REASON = 160;

    private RunsHeader() {}

    static String title(List<ResultBundle> bundles) {
        return bundles.size() + " runs of "
                + bundles.stream()
                        .flatMap(bundle -> bundle.result().trials().stream())
                        .map(TrialResult::name)
                        .distinct()
                        .collect(Collectors.joining(", "));
    }

    static Tag of(List<ResultBundle> bundles) {
        List<RunResult> runs = bundles.stream().map(ResultBundle::result).toList();
        Tag header = Tag.of("header").classed("verdict");
        long simulated = runs.stream().filter(run -> run.target().simulated()).count();
        if (simulated > 0) {
            header.add(Tag.of(
                            "p",
                            "SIMULATED: the server of "
                                    + (simulated == runs.size()
                                            ? "every run"
                                            : simulated + " of " + runs.size() + " runs")
                                    + " was the embedded simulator. Its times come from a model, not from hardware.")
                    .classed("banner"));
        }
        ServerDifference difference = ServerDifference.of(runs);
        TableTag table = new TableTag(
                "Runs on this page", "run", "verdict", difference.name(), "server", "version", "started", "reason");
        for (int i = 0; i < runs.size(); i++) {
            RunResult run = runs.get(i);
            table.row(
                    Tag.of("a", run.id()).with("href", "#" + runId(i)),
                    Badge.of(run.verdict()),
                    Tag.of("span", difference.value(run)),
                    Tag.of(
                            "span",
                            run.target().model() + " at "
                                    + (run.target().simulated()
                                            ? run.target().asked()
                                            : run.target().uri())),
                    Tag.of("span", run.target().engineVersion().orElse("not known")),
                    Tag.of("span", TIME.format(run.started())),
                    Tag.of("span", ForeignText.oneLine(VerdictText.because(run), LONGEST_REASON)));
        }
        return header.add(Tag.of("h1", title(bundles)), table.tag());
    }

    /** Returns the name of a run, and its difference from the others. */
    static String name(List<RunResult> runs, int run) {
        String id = runs.get(run).id();
        String value = ServerDifference.of(runs).value(runs.get(run));
        return value.equals(id) ? id : value + " (" + id + ")";
    }

    static String runId(int run) {
        return "run-" + (run + 1);
    }

    static Tag navigation(List<ResultBundle> bundles, int sweeps) {
        Tag nav = Tag.of("nav").with("aria-label", "Sections");
        for (int i = 0; i < sweeps; i++) {
            nav.add(Tag.of("a", "Sweep").with("href", "#" + SweepSection.id(i)));
        }
        for (int i = 0; i < bundles.size(); i++) {
            nav.add(Tag.of("a", bundles.get(i).result().id()).with("href", "#" + runId(i)));
        }
        return nav.add(
                Tag.of("a", "Words").with("href", "#words"),
                Tag.of("button", "light / dark").with("type", "button").with("id", "theme"));
    }
}
