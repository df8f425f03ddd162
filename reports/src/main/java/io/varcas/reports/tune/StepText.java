package io.varcas.reports.tune;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.varcas.text.ForeignText;
import io.varcas.text.TextTable;
import io.varcas.tune.step.StepCell;
import io.varcas.tune.step.StepFormat;
import io.varcas.tune.step.StepMetric;
import io.varcas.tune.step.StepProfile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** A step profile for a console. */
public final class StepText implements StepFormat {

    @Override
    public String name() {
        return "text";
    }

    @Override
    public void write(StepProfile profile, OutputStream out) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("Step profile of " + StepWords.target(profile) + ": " + StepWords.headline(profile));
        if (profile.target().simulated()) {
            lines.add("SIMULATED: the times are those of a model, not of hardware");
        }
        if (!profile.measured().isEmpty()) {
            lines.add("");
            lines.addAll(times(profile));
            lines.add("");
            lines.addAll(numbers(profile));
        }
        section(lines, StepWords.remarks(profile));
        section(lines, StepWords.absences(profile));
        section(lines, StepWords.RULES);
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(ForeignText.line(line)).append(System.lineSeparator()));
        out.write(text.toString().getBytes(UTF_8));
    }

    private static void section(List<String> lines, List<String> more) {
        if (!more.isEmpty()) {
            lines.add("");
            lines.addAll(more);
        }
    }

    private static List<String> times(StepProfile profile) {
        TextTable table = new TextTable(
                StepWords.TIME_HEADS.stream().map(head -> head.replace("#", "")).toList());
        profile.measured().forEach(cell -> StepWords.timeRows(cell).forEach(table::row));
        return table.lines();
    }

    private static List<String> numbers(StepProfile profile) {
        List<StepMetric> metrics = StepWords.metrics().stream()
                .filter(metric -> profile.measured().stream()
                        .anyMatch(cell -> cell.find(metric).isPresent()))
                .toList();
        List<String> heads = new ArrayList<>(List.of("cell"));
        metrics.forEach(metric -> heads.add(StepWords.head(metric)));
        TextTable table = new TextTable(heads);
        for (StepCell cell : profile.measured()) {
            List<String> row = new ArrayList<>(List.of(cell.config().name()));
            metrics.forEach(metric -> row.add(StepWords.value(cell, metric)));
            table.row(row);
        }
        return table.lines();
    }
}
