package io.varcas.reports.html;

import io.varcas.metric.DisplayUnit;
import io.varcas.metric.MetricKey;
import io.varcas.reports.JudgedObjective;
import io.varcas.reports.MetricText;
import io.varcas.reports.html.element.Badge;
import io.varcas.reports.html.element.TableTag;
import io.varcas.reports.html.element.Tag;
import io.varcas.reports.sweep.Sweep;
import io.varcas.reports.sweep.SweepPoint;
import io.varcas.result.RunVerdict;
import io.varcas.sla.Objective;
import io.varcas.sla.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The trials of a sweep by their objectives: a row for each trial, a column for each objective, a mark and the number in each cell. */
final class SweepMatrix {

    private static final List<MetricKey> RATES =
            List.of(MetricKey.parse("throughput.requests"), MetricKey.parse("throughput.output"));

    private SweepMatrix() {}

    /**
     * Makes the table.
     *
     * @param recommended trials whose row is marked
     */
    static Tag of(Sweep sweep, List<SweepPoint> recommended) {
        List<Objective> objectives = sweep.points().stream()
                .flatMap(point -> point.trial().objectives().stream())
                .map(Verdict::objective)
                .distinct()
                .toList();
        List<MetricKey> others = objectives.isEmpty()
                ? List.of(sweep.ttft(), MetricKey.parse("tpot.p50"), MetricKey.parse("goodput"))
                : List.of();
        List<String> heads = new ArrayList<>(List.of("trial", "verdict"));
        RATES.forEach(key -> heads.add(head(key)));
        others.forEach(key -> heads.add(head(key)));
        objectives.forEach(objective -> heads.add(
                "#" + JudgedObjective.claim(objective).replace("<=", "≤").replace(">=", "≥")));
        TableTag table = new TableTag("Trials by objectives: ✓ met, ✗ broken, ? undecided or not measured", heads);
        for (SweepPoint point : sweep.points()) {
            boolean best = recommended.contains(point);
            Tag name = Tag.of("span", TrialSection.params(point.trial()));
            List<Tag> cells = new ArrayList<>(List.of(
                    best ? Tag.of("strong").classed("best").add(name).text(" ◀ highest") : name,
                    point.trial().verdict() == RunVerdict.NO_OBJECTIVES
                            ? Tag.of("span", "none set").classed("none")
                            : Badge.of(point.trial().verdict())));
            RATES.forEach(key -> cells.add(number(point, key)));
            others.forEach(key -> cells.add(number(point, key)));
            objectives.forEach(objective -> cells.add(cell(point, objective)));
            table.row(cells);
        }
        return Tag.of("div").classed("matrix").add(table.tag());
    }

    private static String head(MetricKey key) {
        return "#" + key.title() + " (" + DisplayUnit.of(key.metric()).symbol() + ")";
    }

    static Tag number(SweepPoint point, MetricKey key) {
        return Tag.of("span", MetricText.of(point.trial().metrics(), key));
    }

    private static Tag cell(SweepPoint point, Objective objective) {
        Optional<Verdict> verdict = point.trial().objectives().stream()
                .filter(one -> one.objective().equals(objective))
                .findFirst();
        return verdict.map(found -> cell(new JudgedObjective(point.trial(), found), point.isValid()))
                .orElseGet(() -> Tag.of("span", "not set").classed("none"));
    }

    private static Tag cell(JudgedObjective judged, boolean valid) {
        String mark = switch (judged.verdict().status()) {
            case MET -> "✓ ";
            case BROKEN -> "✗ ";
            case UNDECIDED, NOT_MEASURED -> "? ";
        };
        String colour = switch (judged.verdict().status()) {
            case MET -> "better";
            case BROKEN -> "worse";
            case UNDECIDED, NOT_MEASURED -> "none";
        };
        String value = judged.isJudged()
                ? judged.measured()
                : judged.verdict().status().label();
        return Tag.of("span", mark + value)
                .classed(valid ? colour : "none")
                .with(
                        "title",
                        judged.verdict().word()
                                + (judged.verdict().note().isEmpty()
                                        ? ""
                                        : ": " + judged.verdict().note()));
    }
}
