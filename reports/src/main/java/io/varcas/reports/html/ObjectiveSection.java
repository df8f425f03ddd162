package io.varcas.reports.html;

import io.varcas.reports.JudgedObjective;
import io.varcas.reports.html.element.Badge;
import io.varcas.reports.html.element.TableTag;
import io.varcas.reports.html.element.Tag;
import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;
import io.varcas.sla.Verdict;
import io.varcas.text.NumberText;
import java.util.ArrayList;
import java.util.List;

/** The service objectives of all trials: target, predicted, measured, gap, sample size, verdict and reason. */
final class ObjectiveSection {

    private ObjectiveSection() {}

    static Tag of(RunResult result) {
        boolean many = result.trials().size() > 1;
        List<String> heads = new ArrayList<>(
                List.of("objective", "verdict", "#target", "#predicted", "#measured", "#gap", "unit", "#n", "reason"));
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
        return Tag.of("section").with("id", "sla").add(Tag.of("h2", "Objectives"), table.tag());
    }

    /** Returns whether a trial has an objective. */
    static boolean isNeeded(RunResult result) {
        return result.trials().stream().anyMatch(trial -> !trial.objectives().isEmpty());
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
                        ? value(objective)
                        : Tag.of("span", objective.measured()).classed("none"),
                objective.isJudged() ? gap(objective) : Tag.of("span", ""),
                Tag.of("span", objective.unit()),
                Tag.of("span", NumberText.count(verdict.n())),
                Tag.of("span", verdict.objective().reasonAndLayer())));
    }

    private static Tag value(JudgedObjective objective) {
        return Double.isInfinite(objective.verdict().value().orElse(0))
                ? Badge.number(objective.verdict().value())
                : Tag.of("span", objective.measured());
    }

    private static Tag gap(JudgedObjective objective) {
        return Tag.of("span", objective.gap().replace("inf", "∞"))
                .classed(objective.verdict().status() == Verdict.Status.BROKEN ? "worse" : "better");
    }
}
