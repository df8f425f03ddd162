package io.varcas.reports.html;

import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.reports.VerdictText;
import io.varcas.reports.chart.SweepCharts;
import io.varcas.reports.sweep.Sweep;
import io.varcas.reports.sweep.SweepPoint;
import io.varcas.result.RunResult;
import io.varcas.result.RunVerdict;
import io.varcas.sla.Verdict;
import io.varcas.text.NumberText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The trials of a run beside each other: what more load, or another setting, gives and what it costs. */
final class SweepSection {

    private SweepSection() {}

    /** Returns the sections of all sweeps of a run; none if its trials differ in no parameter. */
    static List<Tag> of(RunResult result, ChartBook book) {
        List<Tag> sections = new ArrayList<>();
        for (Sweep sweep : Sweep.of(result)) {
            String id = id(sections.size());
            Tag section = Tag.of("section").with("id", id);
            section.add(
                    Tag.of("h2", "Sweep of " + sweep.workload() + " over " + parameters(sweep)),
                    choices(sweep),
                    trade(sweep));
            section.add(book.figures(id, SweepCharts.of(sweep)));
            sweep.others().stream().findFirst().ifPresent(down -> section.add(heat(sweep, down)));
            sections.add(section);
        }
        return sections;
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
            heads.add("#" + key.label() + " (" + key.metric().unit().symbol() + ")");
            if (key.metric().better() != Metric.Better.NEITHER) {
                heads.add("#change");
            }
        }
        heads.add("objectives");
        TableTag table = new TableTag(
                "Performance and cost of each trial; changes are relative to the first row, from one measurement each",
                heads);
        SweepPoint first = sweep.points().get(0);
        for (SweepPoint point : sweep.points()) {
            List<Tag> cells = new ArrayList<>(List.of(Tag.of("span", TrialSection.params(point.trial()))));
            for (MetricKey key : shown(sweep)) {
                cells.add(number(point.value(key)));
                if (key.metric().better() != Metric.Better.NEITHER) {
                    cells.add(change(key, first.value(key), point.value(key)));
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

    private static Tag change(MetricKey key, double from, double to) {
        if (!(from > 0) || !Double.isFinite(from) || !Double.isFinite(to) || from == to) {
            return Tag.of("span", "");
        }
        double change = to / from - 1;
        boolean better = change > 0 == (key.metric().better() == Metric.Better.HIGHER);
        return Tag.of("span", String.format(Locale.ROOT, "%+.1f %%", 100 * change))
                .classed(better ? "better" : "worse");
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

    /** Which trial to take for what. */
    private static Tag choices(Sweep sweep) {
        TableTag table = new TableTag("Which to take", "for", "trial", "because");
        best(sweep, MetricKey.parse("throughput.output"))
                .ifPresent(point -> row(table, "throughput", point, MetricKey.parse("throughput.output")));
        best(sweep, sweep.ttft()).ifPresent(point -> row(table, "shortest wait", point, sweep.ttft()));
        best(sweep, MetricKey.parse("tpot.p50"))
                .ifPresent(point -> row(table, "fastest text", point, MetricKey.parse("tpot.p50")));
        best(sweep, MetricKey.parse("goodput"))
                .ifPresent(point -> row(table, "service within objectives", point, MetricKey.parse("goodput")));
        balanced(sweep)
                .ifPresent(point -> table.texts(
                        "balance",
                        TrialSection.params(point.trial()),
                        "most output tokens/s for its TPOT (throughput.output / tpot.p50)"));
        return table.isEmpty() ? Tag.of("p", "No valid trial measured enough to choose by.") : table.tag();
    }

    private static void row(TableTag table, String what, SweepPoint point, MetricKey key) {
        table.texts(
                what,
                TrialSection.params(point.trial()),
                key.label() + " " + NumberText.of(point.value(key)) + " "
                        + key.metric().unit().symbol());
    }

    private static Optional<SweepPoint> best(Sweep sweep, MetricKey key) {
        double sign = key.metric().better() == Metric.Better.LOWER ? -1 : 1;
        return sweep.points().stream()
                .filter(point -> point.trial().validity().isValid())
                .filter(point -> Double.isFinite(point.value(key)))
                .max(Comparator.comparingDouble(point -> sign * point.value(key)));
    }

    private static Optional<SweepPoint> balanced(Sweep sweep) {
        return sweep.points().stream()
                .filter(point -> point.trial().validity().isValid())
                .filter(point -> Double.isFinite(balance(point)))
                .max(Comparator.comparingDouble(SweepSection::balance));
    }

    private static double balance(SweepPoint point) {
        return point.value(MetricKey.parse("throughput.output")) / point.value(MetricKey.parse("tpot.p50"));
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
