package io.varcas.reports.html;

import io.varcas.reports.JudgedObjective;
import io.varcas.reports.MetricText;
import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;
import io.varcas.sla.Verdict;
import java.util.ArrayList;
import java.util.List;

/** The service objectives of all trials: target, predicted, measured, gap, sample size, verdict, reason. */
final class ObjectiveSection {

    private ObjectiveSection() {}

    static Tag of(RunResult result) {
        boolean many = result.trials().size() > 1;
        List<String> heads = new ArrayList<>(List.of(
                "objective",
                "verdict",
                "#target",
                "#predicted",
                "#measured",
                "#gap",
                "unit",
                "#n",
                "origin",
                "reason"));
        if (many) {
            heads.add(0, "trial");
        }
        TableTag table = new TableTag("Service objectives", heads);
        for (TrialResult trial : result.trials()) {
            for (Verdict verdict : trial.objectives()) {
                List<Tag> cells = cells(trial, verdict);
                if (many) {
                    cells.add(0, Tag.of("span", TrialSection.name(trial)));
                }
                table.row(cells);
            }
        }
        return Tag.of("section")
                .with("id", "sla")
                .add(Tag.of("h2", "Objectives"), table.isEmpty() ? Tag.of("p", "No objective was set.") : table.tag());
    }

    private static List<Tag> cells(TrialResult trial, Verdict verdict) {
        JudgedObjective objective = new JudgedObjective(trial, verdict);
        boolean about = verdict.objective().subject().predicted();
        return new ArrayList<>(List.of(
                Tag.of("code", objective.label()),
                Badge.of(verdict),
                Tag.of("span", objective.target().replace("<=", "≤").replace(">=", "≥")),
                !objective.predictedText().isEmpty()
                        ? Tag.of("span", objective.predictedText())
                        : Tag.of("span", about ? verdict.note() : "not predicted")
                                .classed("none"),
                objective.isJudged() && !about
                        ? Badge.number(
                                verdict.value(), verdict.objective().subject().unit())
                        : Tag.of("span", objective.measured()).classed("none"),
                objective.isJudged() ? gap(verdict) : Tag.of("span", ""),
                Tag.of("span", objective.unit()),
                Tag.of("span", String.valueOf(verdict.n())),
                Badge.of(verdict.origin()),
                Tag.of("span", verdict.objective().reasonAndLayer())));
    }

    private static Tag gap(Verdict verdict) {
        double gap = verdict.gap().orElse(0);
        return Tag.of(
                        "span",
                        (gap > 0 ? "+" : "")
                                + (Double.isInfinite(gap)
                                        ? "∞"
                                        : MetricText.of(
                                                gap,
                                                verdict.objective().subject().unit())))
                .classed(verdict.status() == Verdict.Status.BROKEN ? "worse" : "better");
    }
}
