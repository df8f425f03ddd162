package io.varcas.reports.html.tune;

import io.varcas.reports.chart.StepCharts;
import io.varcas.reports.html.element.ChartBook;
import io.varcas.reports.html.element.Page;
import io.varcas.reports.html.element.TableTag;
import io.varcas.reports.html.element.Tag;
import io.varcas.reports.tune.StepWords;
import io.varcas.tune.step.StepCell;
import io.varcas.tune.step.StepFormat;
import io.varcas.tune.step.StepMetric;
import io.varcas.tune.step.StepProfile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A step profile as one page: charts first, then tables, then cells without numbers. */
public final class StepPage implements StepFormat {

    @Override
    public String name() {
        return "html";
    }

    @Override
    public void write(StepProfile profile, OutputStream out) throws IOException {
        ChartBook book = new ChartBook();
        Tag body = Tag.of("main").add(header(profile), navigation());
        body.add(section("plots", "Charts").add(book.figures("steps", StepCharts.of(profile))));
        body.add(section("times", "Times").add(times(profile).tag()));
        body.add(section("numbers", "Numbers").add(numbers(profile).tag(), list(StepWords.absences(profile))));
        body.add(section("remarks", "Cells without numbers, and remarks").add(list(StepWords.remarks(profile))));
        body.add(section("how", "How it was measured").add(list(StepWords.RULES)));
        out.write(Page.of("Step profile · Varcas", body, book).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static Tag header(StepProfile profile) {
        Tag header = Tag.of("header").classed("verdict");
        if (profile.target().simulated()) {
            header.add(Tag.of("p", "SIMULATED: the times are those of a model, not of hardware")
                    .classed("word"));
        }
        return header.add(
                Tag.of("h1", "Step profile"),
                Tag.of("p", StepWords.target(profile) + ": " + StepWords.headline(profile)),
                Tag.of(
                                "p",
                                "started " + profile.started() + ", seed " + profile.seed() + ", " + profile.steps()
                                        + " decode steps of each batch")
                        .classed("subtitle"));
    }

    private static Tag navigation() {
        Tag nav = Tag.of("nav").with("aria-label", "Sections");
        for (String id : List.of("plots", "times", "numbers", "remarks", "how")) {
            nav.add(Tag.of("a", id).with("href", "#" + id));
        }
        return nav.add(Tag.of("button", "light / dark").with("type", "button").with("id", "theme"));
    }

    private static Tag section(String id, String title) {
        return Tag.of("section").with("id", id).add(Tag.of("h2", title));
    }

    private static Tag list(List<String> lines) {
        Tag list = Tag.of("ul");
        lines.forEach(line -> list.add(Tag.of("li", line)));
        return list;
    }

    private static TableTag times(StepProfile profile) {
        TableTag table = new TableTag("Times in ms", StepWords.TIME_HEADS);
        profile.measured()
                .forEach(cell -> StepWords.timeRows(cell).forEach(row -> table.texts(row.toArray(String[]::new))));
        return table;
    }

    private static TableTag numbers(StepProfile profile) {
        List<String> heads = new ArrayList<>(List.of("cell", "origin"));
        StepWords.metrics().forEach(metric -> heads.add("#" + StepWords.head(metric)));
        TableTag table = new TableTag("Numbers of each cell", heads);
        for (StepCell cell : profile.measured()) {
            List<String> row =
                    new ArrayList<>(List.of(cell.config().name(), cell.origin().label()));
            for (StepMetric metric : StepWords.metrics()) {
                row.add(StepWords.value(cell, metric));
            }
            table.texts(row.toArray(String[]::new));
        }
        return table;
    }
}
