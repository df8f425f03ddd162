package io.varcas.reports.html;

import io.varcas.metric.DisplayUnit;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.reports.MetricText;
import io.varcas.reports.VerdictText;
import io.varcas.reports.chart.SweepCharts;
import io.varcas.reports.html.element.Badge;
import io.varcas.reports.html.element.ChartBook;
import io.varcas.reports.html.element.HeatTable;
import io.varcas.reports.html.element.TableTag;
import io.varcas.reports.html.element.Tag;
import io.varcas.reports.sweep.BestTrial;
import io.varcas.reports.sweep.Capacity;
import io.varcas.reports.sweep.Sweep;
import io.varcas.reports.sweep.SweepPoint;
import io.varcas.result.RunResult;
import io.varcas.result.RunVerdict;
import io.varcas.result.Status;
import io.varcas.sla.Verdict;
import io.varcas.text.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The trials of runs beside each other: the most load within the objectives, then the curves. */
final class SweepSection {

    private SweepSection() {}

    /** Returns the sections of all sweeps of runs; none if their trials differ in no parameter. */
    static List<Tag> of(List<RunResult> runs, ChartBook book) {
        List<Tag> sections = new ArrayList<>();
        for (Sweep sweep : Sweep.of(runs)) {
            String id = id(sections.size());
            Tag section = Tag.of("section").with("id", id);
            section.add(
                    Tag.of("h2", "Sweep of " + sweep.workload() + " over " + parameters(sweep)),
                    SweepRecommendation.of(sweep),
                    SweepMatrix.of(sweep, recommended(sweep)));
            left(runs, sweep).ifPresent(section::add);
            section.add(book.figures(id, SweepCharts.of(sweep)));
            sweep.others().stream().findFirst().ifPresent(down -> section.add(heat(sweep, down)));
            Tag more = Tag.of("details").add(Tag.of("summary", "Choices by metric, changes, speed and batch"));
            section.add(more.add(choices(sweep), trade(sweep), book.figures(id + "-more", SweepCharts.more(sweep))));
            sections.add(section);
        }
        return sections;
    }

    /** Returns the trials with the most load within the objectives. */
    private static List<SweepPoint> recommended(Sweep sweep) {
        return sweep.isOverLoad()
                ? sweep.lines().values().stream()
                        .flatMap(line -> Capacity.of(line).best().stream())
                        .toList()
                : List.of();
    }

    /** Names the trials that did not run to their end. */
    private static Optional<Tag> left(List<RunResult> runs, Sweep sweep) {
        List<String> names = runs.stream()
                .flatMap(run -> run.trials().stream())
                .filter(trial -> trial.name().equals(sweep.workload()) && trial.status() != Status.COMPLETED)
                .map(trial -> TrialSection.params(trial) + " (" + trial.status().label()
                        + trial.error().map(error -> ": " + error).orElse("") + ")")
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(Tag.of("p", "Not in the sweep, because they did not end: " + String.join("; ", names))
                        .classed("problem"));
    }

    static String id(int index) {
        return "sweep-" + (index + 1);
    }

    private static String parameters(Sweep sweep) {
        List<String> all = new ArrayList<>(List.of(sweep.axis()));
        all.addAll(sweep.others());
        return String.join(" and ", all);
    }

    private static List<MetricKey> shown(Sweep sweep) {
        return List.of(
                MetricKey.parse("throughput.output"),
                MetricKey.parse("goodput"),
                sweep.ttft(),
                MetricKey.parse("tpot.p50"),
                MetricKey.parse("concurrency"));
    }

    /** Each trial, and how far it is from the first. */
    private static Tag trade(Sweep sweep) {
        List<String> heads = new ArrayList<>(List.of("trial"));
        for (MetricKey key : shown(sweep)) {
            heads.add("#" + key.label() + " (" + DisplayUnit.of(key.metric()).symbol() + ")");
            if (key.metric().better() != Metric.Better.NEITHER) {
                heads.add("#change");
            }
        }
        heads.add("objectives");
        TableTag table = new TableTag(
                "Changes from the first row; grey ones are within the 95 % intervals of both trials", heads);
        SweepPoint first = sweep.points().get(0);
        for (SweepPoint point : sweep.points()) {
            List<Tag> cells = new ArrayList<>(List.of(Tag.of("span", TrialSection.params(point.trial()))));
            for (MetricKey key : shown(sweep)) {
                cells.add(number(point.value(key)));
                if (key.metric().better() != Metric.Better.NEITHER) {
                    cells.add(change(key, first, point));
                }
            }
            cells.add(objectives(point));
            table.row(cells);
        }
        return table.tag();
    }

    private static Tag number(double value) {
        return Double.isNaN(value)
                ? Tag.of("span", "–").classed("none").with("title", "not measured, or n too small")
                : Tag.of("span", NumberText.of(value));
    }

    /** The change from the first row; without a colour if the intervals of both meet. */
    private static Tag change(MetricKey key, SweepPoint first, SweepPoint point) {
        double from = first.value(key);
        double to = point.value(key);
        if (!(from > 0) || !Double.isFinite(from) || !Double.isFinite(to) || from == to) {
            return Tag.of("span", "");
        }
        double change = to / from - 1;
        Tag tag = Tag.of("span", String.format(Locale.ROOT, "%+.1f %%", 100 * change));
        if (!BestTrial.differ(first, point, key)) {
            return tag.classed("none").with("title", "not shown to differ: the intervals meet");
        }
        boolean better = change > 0 == (key.metric().better() == Metric.Better.HIGHER);
        return tag.classed(better ? "better" : "worse");
    }

    private static Tag objectives(SweepPoint point) {
        List<Verdict> verdicts = point.trial().objectives();
        if (!point.trial().validity().isValid()) {
            return Badge.of(RunVerdict.INVALID);
        }
        if (verdicts.isEmpty()) {
            return Tag.of("span", "none set").classed("none");
        }
        return Badge.of(point.trial().verdict(), VerdictText.counts(verdicts));
    }

    /** The best trials by metric. */
    private static Tag choices(Sweep sweep) {
        TableTag table =
                new TableTag("Best trial by metric; several where their intervals meet", "for", "trial", "because");
        row(table, "throughput", sweep, MetricKey.parse("throughput.output"));
        row(table, "shortest wait", sweep, sweep.ttft());
        row(table, "fastest text", sweep, MetricKey.parse("tpot.p50"));
        row(table, "service within objectives", sweep, MetricKey.parse("goodput"));
        return table.isEmpty() ? Tag.of("p", "No valid trial within the objectives to choose from.") : table.tag();
    }

    private static void row(TableTag table, String what, Sweep sweep, MetricKey key) {
        BestTrial.of(sweep.points(), key).ifPresent(best -> {
            SweepPoint first = best.trials().get(0);
            table.texts(
                    what,
                    best.trials().stream()
                            .map(point -> TrialSection.params(point.trial()))
                            .collect(Collectors.joining("; ")),
                    best.trials().size() == 1
                            ? key.label() + " "
                                    + MetricText.of(first.trial().metrics(), key) + " "
                                    + DisplayUnit.of(key.metric()).symbol()
                            : key.label() + ": not shown to differ");
        });
    }

    private static Tag heat(Sweep sweep, String down) {
        Tag tables = Tag.of("div").classed("figures");
        for (MetricKey key : List.of(
                MetricKey.parse("throughput.output"),
                sweep.ttft(),
                MetricKey.parse("tpot.p50"),
                MetricKey.parse("goodput"))) {
            if (sweep.points().stream().anyMatch(point -> Double.isFinite(point.value(key)))) {
                tables.add(HeatTable.of(sweep, down, key));
            }
        }
        return Tag.of("div").add(Tag.of("h3", "Over " + down + " and " + sweep.axis()), tables);
    }
}
