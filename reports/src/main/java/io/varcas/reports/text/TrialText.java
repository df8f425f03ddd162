package io.varcas.reports.text;

import io.varcas.metric.DisplayUnit;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Statistic;
import io.varcas.profiler.Reading;
import io.varcas.record.Outcome;
import io.varcas.reports.JudgedObjective;
import io.varcas.reports.MetricText;
import io.varcas.reports.ServerReading;
import io.varcas.result.CaptureResult;
import io.varcas.result.ForkResult;
import io.varcas.result.PredictionResult;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.sla.Verdict;
import io.varcas.text.NumberText;
import io.varcas.text.TextTable;
import io.varcas.utilization.UtilizationText;
import io.varcas.validity.Validity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One trial as text. */
final class TrialText {

    /** Place of what was predicted in the table of objectives, behind the target. */
    private static final int PREDICTED_COLUMN = 3;

    private TrialText() {}

    static List<String> of(TrialResult trial) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "Result \"" + trial.benchmark() + "\"" + (trial.params().isEmpty() ? "" : " " + trial.params()) + ":");
        if (trial.status() != Status.COMPLETED) {
            lines.add("  " + trial.status().label().toUpperCase(Locale.ROOT)
                    + trial.error().map(error -> ": " + error).orElse(""));
        }
        for (ForkResult fork : trial.forkResults()) {
            fork.stderr().forEach(line -> lines.add("    fork " + (fork.index() + 1) + " stderr | " + line));
        }
        add(lines, "", distributions(trial));
        add(lines, "", rates(trial));
        trial.cost()
                .filter(cost -> cost.usdPerHour().isPresent())
                .ifPresent(cost -> lines.add("  Price: $"
                        + NumberText.brief(cost.usdPerHour().getAsDouble()) + " an hour, " + cost.basis()));
        outcomes(trial, lines);
        trial.stages().ifPresent(stages -> lines.addAll(StageText.of(stages)));
        trial.traffic().ifPresent(traffic -> lines.addAll(TrafficText.of(traffic, trial)));
        trial.prediction()
                .ifPresent(prediction ->
                        add(lines, "  Predicted and measured", PredictionText.of(prediction, trial.metrics())));
        add(lines, "  Read from the server's metrics, measured iterations", readings(trial));
        captures(trial, lines);
        trial.utilization().ifPresent(use -> UtilizationText.lines(use).forEach(line -> lines.add("  " + line)));
        add(lines, "  Objectives", objectives(trial));
        trial.accuracy().ifPresent(accuracy -> lines.addAll(AccuracyText.lines(accuracy)));
        validity(trial, lines);
        return lines;
    }

    private static void captures(TrialResult trial, List<String> lines) {
        for (CaptureResult capture : trial.captures().orElse(List.of())) {
            lines.add("  Profile by " + capture.profiler() + ", at " + capture.load() + ": "
                    + capture.problem().map(problem -> "FAILED: " + problem).orElse(capture.summary()));
        }
    }

    private static void add(List<String> lines, String title, TextTable table) {
        if (!table.isEmpty()) {
            lines.add(title);
            table.lines().forEach(line -> lines.add("  " + line));
        }
    }

    private static TextTable distributions(TrialResult trial) {
        List<String> heads = new ArrayList<>(List.of("metric", "unit", "n"));
        Statistic.ofDistribution().forEach(statistic -> heads.add(statistic.title()));
        TextTable table = new TextTable(heads);
        for (MetricSummary summary : trial.metrics().all()) {
            if (summary.metric().shape().isDistribution()
                    && !(summary.ok() && trial.metrics().all().stream().noneMatch(s -> s.failed() > 0))) {
                DisplayUnit unit = DisplayUnit.of(summary);
                List<String> row =
                        new ArrayList<>(List.of(summary.block(), unit.symbol(), NumberText.count(summary.n())));
                Statistic.ofDistribution().forEach(statistic -> row.add(cell(summary, statistic, unit)));
                table.row(row);
                if (!summary.intervals().isEmpty()) {
                    List<String> intervals = new ArrayList<>(List.of("  95 % interval", "", ""));
                    Statistic.ofDistribution()
                            .forEach(statistic -> intervals.add(MetricText.interval(summary, statistic, unit)));
                    table.row(intervals);
                }
            }
        }
        return table;
    }

    private static String cell(MetricSummary summary, Statistic statistic, DisplayUnit unit) {
        if (summary.get(statistic).isEmpty()) {
            return "-";
        }
        return summary.supports(statistic)
                ? MetricText.of(summary.get(statistic), unit)
                : NumberText.tooSmall(statistic.samplesNeeded());
    }

    private static TextTable rates(TrialResult trial) {
        TextTable table = new TextTable(List.of("rate or value", "value", "95 % interval", "unit"));
        for (MetricSummary summary : trial.metrics().all()) {
            if (!summary.metric().shape().isDistribution()) {
                DisplayUnit unit = DisplayUnit.of(summary);
                table.row(List.of(
                        summary.block(),
                        MetricText.of(summary.get(Statistic.VALUE), unit),
                        MetricText.interval(summary, Statistic.VALUE, unit),
                        unit.symbol()));
            }
        }
        return table;
    }

    private static TextTable readings(TrialResult trial) {
        TextTable table = new TextTable(List.of("server reading", "fork", "value", "unit", "note"));
        for (ServerReading server : ServerReading.of(trial)) {
            Reading reading = server.reading();
            table.row(List.of(
                    reading.name(), String.valueOf(server.fork()), server.value(), server.unit(), reading.note()));
        }
        return table;
    }

    private static void outcomes(TrialResult trial, List<String> lines) {
        if (!trial.outcomes().isEmpty()) {
            List<String> parts = new ArrayList<>();
            for (Map.Entry<Outcome, Long> outcome : trial.outcomes().entrySet()) {
                parts.add(NumberText.count(outcome.getValue()) + " "
                        + outcome.getKey().label());
            }
            lines.add("");
            lines.add("  Requests of the measurement phase: " + String.join(", ", parts));
            trial.errors().forEach((error, count) -> lines.add("    " + NumberText.count(count) + " x " + error));
        }
    }

    private static TextTable objectives(TrialResult trial) {
        boolean predicted = trial.prediction().map(PredictionResult::isMade).orElse(false);
        List<String> heads =
                new ArrayList<>(List.of("objective", "verdict", "target", "measured", "gap", "unit", "n", "reason"));
        if (predicted) {
            heads.add(PREDICTED_COLUMN, "predicted");
        }
        TextTable table = new TextTable(heads);
        for (Verdict verdict : trial.objectives()) {
            JudgedObjective objective = new JudgedObjective(trial, verdict);
            List<String> cells = new ArrayList<>(List.of(
                    objective.label(),
                    verdict.word().toUpperCase(Locale.ROOT),
                    objective.target(),
                    objective.measured(),
                    objective.gap(),
                    objective.unit(),
                    NumberText.count(verdict.n()),
                    verdict.objective().reasonAndLayer()));
            if (predicted) {
                cells.add(PREDICTED_COLUMN, objective.predictedText());
            }
            table.row(cells);
        }
        return table;
    }

    private static void validity(TrialResult trial, List<String> lines) {
        if (trial.status() == Status.FAILED) {
            return;
        }
        lines.add(
                "  Validity: " + (trial.validity().isValid() ? "VALID" : "INVALID: the numbers are not the server's"));
        for (Validity.Finding finding : trial.validity().findings()) {
            lines.add("    " + finding.weight().name().toLowerCase(Locale.ROOT) + " " + finding.check() + ": "
                    + finding.sentence());
        }
    }
}
