package io.varcas.reports.html;

import io.varcas.metric.DisplayUnit;
import io.varcas.metric.MetricKey;
import io.varcas.reports.JudgedObjective;
import io.varcas.reports.MetricText;
import io.varcas.reports.html.element.TableTag;
import io.varcas.reports.html.element.Tag;
import io.varcas.reports.sweep.Capacity;
import io.varcas.reports.sweep.Sweep;
import io.varcas.reports.sweep.SweepPoint;
import io.varcas.result.RunVerdict;
import io.varcas.sla.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The recommendation of a sweep: the most load within the objectives, and what stands against more. */
final class SweepRecommendation {

    private static final MetricKey REQUESTS = MetricKey.parse("throughput.requests");

    private final Sweep sweep;

    private SweepRecommendation(Sweep sweep) {
        this.sweep = sweep;
    }

    static Tag of(Sweep sweep) {
        return new SweepRecommendation(sweep).tag();
    }

    private Tag tag() {
        Map<String, List<SweepPoint>> lines = sweep.lines();
        if (!sweep.isOverLoad()) {
            return within(sweep.points());
        }
        if (lines.size() == 1) {
            Capacity capacity = Capacity.of(sweep.points());
            Tag advice = Tag.of("div").classed("recommendation").add(headline(capacity));
            reasons(capacity).forEach(reason -> advice.add(Tag.of("p", reason)));
            return advice;
        }
        TableTag table = new TableTag(
                highest() + " of each line",
                String.join(", ", sweep.others()),
                sweep.axis(),
                "#completed (" + DisplayUnit.of(REQUESTS.metric()).symbol() + ")",
                "limit");
        lines.forEach((name, line) -> {
            Capacity capacity = Capacity.of(line);
            table.texts(
                    name,
                    capacity.best().map(this::value).orElse("none"),
                    capacity.best().map(SweepRecommendation::completed).orElse("–"),
                    String.join(" ", reasons(capacity)));
        });
        return Tag.of("div").classed("recommendation").add(table.tag());
    }

    private String highest() {
        return (sweep.axis().equals("rate") ? "Highest rate" : "Most " + sweep.axis()) + " within the objectives";
    }

    private Tag headline(Capacity capacity) {
        if (!capacity.isJudged()) {
            return Tag.of("p", "No load is recommended: the run has no objectives.")
                    .classed("headline");
        }
        Optional<SweepPoint> best = capacity.best();
        if (best.isEmpty()) {
            return Tag.of("p", "No load is within the objectives.").classed("headline");
        }
        return Tag.of("p", highest() + ": ")
                .classed("headline")
                .add(Tag.of("strong", completedWithUnit(best.get())))
                .text("completed at " + best.get().label());
    }

    private String value(SweepPoint point) {
        return point.trial().params().getOrDefault(sweep.axis(), "");
    }

    private static String completed(SweepPoint point) {
        return MetricText.of(point.trial().metrics(), REQUESTS);
    }

    private static String completedWithUnit(SweepPoint point) {
        return completed(point) + " " + DisplayUnit.of(REQUESTS.metric()).symbol();
    }

    private static List<String> reasons(Capacity capacity) {
        List<String> reasons = new ArrayList<>();
        if (!capacity.isJudged()) {
            return List.of("Set objectives with @Sla.");
        }
        if (capacity.best().isEmpty()) {
            capacity.line().stream().findFirst().ifPresent(least -> reasons.add(state(least)));
            return reasons;
        }
        reasons.add(capacity.next().map(SweepRecommendation::state).orElse("A higher load was not tried."));
        String below = capacity.notBelow().stream()
                .map(point -> point.label() + " is " + point.trial().verdict().label())
                .collect(Collectors.joining(", "));
        if (!below.isEmpty()) {
            reasons.add("At less load, " + below + ".");
        }
        return reasons;
    }

    /** Writes what became of a trial: {@code rate=160 is broken: ttft.p95.} */
    private static String state(SweepPoint point) {
        RunVerdict verdict = point.trial().verdict();
        String word = verdict == RunVerdict.INVALID
                ? " is INVALID and decides nothing"
                : verdict == RunVerdict.FAILED ? " failed" : " is " + verdict.label();
        String which = point.isValid()
                ? point.trial().objectives().stream()
                        .filter(one -> one.status() != Verdict.Status.MET)
                        .map(one -> new JudgedObjective(point.trial(), one))
                        .map(one -> one.label() + " " + one.measured() + " (" + one.target() + " " + one.unit() + ")")
                        .collect(Collectors.joining(", "))
                : "";
        return point.label() + word + (which.isEmpty() ? "." : ": " + which + ".");
    }

    /** Names the trials within the objectives, where the axis is no load. */
    private static Tag within(List<SweepPoint> points) {
        Tag advice = Tag.of("div").classed("recommendation");
        if (points.stream().allMatch(point -> point.trial().objectives().isEmpty())) {
            return advice.add(Tag.of("p", "No trial is recommended: the run has no objectives.")
                    .classed("headline"));
        }
        List<SweepPoint> met = points.stream()
                .filter(point -> point.trial().verdict() == RunVerdict.MET)
                .toList();
        return advice.add(Tag.of(
                        "p",
                        met.size() + " of " + points.size() + " trials are within the objectives"
                                + (met.isEmpty()
                                        ? "."
                                        : ": "
                                                + met.stream()
                                                        .map(point -> TrialSection.params(point.trial()))
                                                        .collect(Collectors.joining("; "))
                                                + "."))
                .classed("headline"));
    }
}
