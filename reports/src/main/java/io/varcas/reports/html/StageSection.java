package io.varcas.reports.html;

import io.varcas.reports.StageWords;
import io.varcas.reports.TrafficWords;
import io.varcas.reports.html.element.TableTag;
import io.varcas.reports.html.element.Tag;
import io.varcas.stages.Stage;
import io.varcas.stages.StageBreakdown;
import io.varcas.stages.StageGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The section about where the time of the requests went: sentences, stacked bars and a table. The bars need no script. */
final class StageSection {

    private static final double PERCENT = 100;
    private static final double LEAST_WIDTH = 0.05;

    private StageSection() {}

    static Tag of(StageBreakdown stages) {
        Tag section = Tag.of("div");
        StageWords.sentences(stages).forEach(sentence -> section.add(Tag.of("p", sentence)));
        return section.add(chart(stages), table(stages));
    }

    private static Tag chart(StageBreakdown stages) {
        Tag figure = Tag.of("figure").classed("stages").add(Tag.of("h4", "Stages of the requests"), legend(stages));
        bars("E2E", stages.e2e(), figure);
        bars("TTFT", stages.ttft(), figure);
        return figure.add(Tag.of(
                "figcaption",
                "Mean time in each stage, from left to right as a request passes them. Bars of E2E have one scale, bars"
                        + " of TTFT another."));
    }

    private static void bars(String metric, List<StageGroup> groups, Tag figure) {
        double longest =
                groups.stream().mapToDouble(StageGroup::totalMillis).max().orElse(0);
        for (StageGroup group : groups) {
            figure.add(bar(metric + ", " + group.name(), group, longest));
        }
    }

    private static Tag bar(String name, StageGroup group, double longest) {
        Tag bar = Tag.of("div")
                .with("role", "img")
                .with("aria-label", name + ": " + parts(group))
                .with("style", "display:flex;height:1.4em;background:var(--grid)");
        for (Stage stage : Stage.values()) {
            double width = longest > 0 ? PERCENT * group.millis(stage) / longest : 0;
            if (width >= LEAST_WIDTH) {
                bar.add(Tag.of("span")
                        .with("title", stage.label() + ": " + StageWords.time(group.millis(stage)))
                        .with("style", String.format(Locale.ROOT, "width:%.2f%%;", width) + fill(stage)));
            }
        }
        return Tag.of("div")
                .with("style", "margin:.4em 0")
                .add(
                        Tag.of("div", name + ": " + StageWords.time(group.totalMillis()))
                                .with("style", "font-size:.85em"),
                        bar);
    }

    private static String parts(StageGroup group) {
        return String.join(
                ", ",
                group.millis().keySet().stream()
                        .map(stage -> stage.label() + " " + StageWords.time(group.millis(stage)) + " ("
                                + TrafficWords.percent(group.share(stage)) + ")")
                        .toList());
    }

    private static Tag legend(StageBreakdown stages) {
        Tag legend = Tag.of("p").with("style", "font-size:.85em");
        List<StageGroup> groups = new ArrayList<>(stages.e2e());
        groups.addAll(stages.ttft());
        for (Stage stage : Stage.values()) {
            if (groups.stream().anyMatch(group -> StageWords.isVisible(group, stage))) {
                legend.add(Tag.of("span")
                        .with("style", "white-space:nowrap;margin-right:1em")
                        .add(
                                Tag.of("span")
                                        .with(
                                                "style",
                                                "display:inline-block;width:.9em;height:.9em;margin-right:.3em;"
                                                        + fill(stage)),
                                Tag.of("span", stage.label())));
            }
        }
        return legend;
    }

    /** The part that is not attributed is hatched: it is no stage. */
    private static String fill(Stage stage) {
        String colour = switch (stage) {
            case CLIENT_QUEUE -> "var(--c8)";
            case CLIENT_LAG -> "var(--c7)";
            case NETWORK -> "var(--c5)";
            case FRONT_END -> "var(--c6)";
            case QUEUE -> "var(--c2)";
            case PREFILL -> "var(--c1)";
            case DECODE -> "var(--c3)";
            case STALL -> "var(--c4)";
            case REST -> "var(--muted)";
        };
        String paper = "print-color-adjust:exact;-webkit-print-color-adjust:exact;";
        return paper
                + (stage == Stage.REST
                        ? "background:repeating-linear-gradient(45deg," + colour + " 0 2px,transparent 2px 5px)"
                        : "background:" + colour);
    }

    private static Tag table(StageBreakdown stages) {
        List<String> heads = new ArrayList<>(List.of(StageWords.HEADS.get(0)));
        StageWords.HEADS.stream().skip(1).forEach(head -> heads.add("#" + head));
        TableTag table = new TableTag("Mean time in each stage", heads);
        StageWords.rows(stages)
                .forEach(row ->
                        table.row(row.stream().map(cell -> Tag.of("span", cell)).toList()));
        Tag section = Tag.of("div").add(table.tag());
        return stages.files().isEmpty()
                ? section
                : section.add(Tag.of("p", "Stages of single requests: " + String.join(", ", stages.files())));
    }
}
