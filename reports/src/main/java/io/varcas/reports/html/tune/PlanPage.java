package io.varcas.reports.html.tune;

import io.varcas.reports.chart.Chart;
import io.varcas.reports.chart.PlanChart;
import io.varcas.reports.html.element.ChartBook;
import io.varcas.reports.html.element.Page;
import io.varcas.reports.html.element.TableTag;
import io.varcas.reports.html.element.Tag;
import io.varcas.tune.plan.Effect;
import io.varcas.tune.plan.Measure;
import io.varcas.tune.plan.MeasuredChange;
import io.varcas.tune.plan.Plan;
import io.varcas.tune.plan.PlanFormat;
import io.varcas.tune.plan.PlanReport;
import io.varcas.tune.plan.PlanText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Plans as one page: the simulated configurations, each plan with its effects, measured results. */
public final class PlanPage implements PlanFormat {

    @Override
    public String name() {
        return "html";
    }

    @Override
    public void write(PlanReport report, List<String> lines, OutputStream out) throws IOException {
        ChartBook book = new ChartBook();
        Tag body = Tag.of("main").add(header(report));
        Chart chart = PlanChart.of(report);
        if (!chart.isEmpty()) {
            body.add(book.figure("configurations", chart).classed("wide"));
        }
        report.plans().forEach(plan -> body.add(section(plan, report.latency())));
        for (PlanReport.Trial tried : report.tried()) {
            Tag section = Tag.of("section").add(Tag.of("h2", "With " + tried.configuration()));
            if (!tried.note().isEmpty()) {
                section.add(Tag.of("p", tried.note()));
            }
            body.add(section.add(effects("Predicted effects", tried.effects(), report.latency())));
        }
        report.measured().forEach(change -> body.add(section(change, report.latency())));
        String title = "Plans for " + report.server();
        out.write(Page.of(title + " · Varcas", body, book).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static Tag header(PlanReport report) {
        Tag header = Tag.of("header")
                .add(
                        Tag.of("h1", "Plans for " + report.server()),
                        Tag.of("p", report.engine() + "; " + report.load()),
                        Tag.of("pre", report.command()));
        report.bottleneck()
                .ifPresent(found ->
                        header.add(Tag.of("p", "Bottleneck: " + found.kind().label() + "; " + found.evidence())));
        header.add(Tag.of("p", "Predicted, not measured. " + report.basis() + "."));
        report.notes().forEach(note -> header.add(Tag.of("p", note)));
        return header;
    }

    private static Tag section(Plan plan, String latency) {
        Tag section = Tag.of("section")
                .add(Tag.of("h2", plan.goal().label() + " plan: " + plan.goal().meaning()));
        if (plan.configuration().isEmpty()) {
            return section.add(Tag.of("p", "No configuration predicted better: " + plan.why() + "."));
        }
        section.add(Tag.of("pre", plan.command()), Tag.of("p", "Why: " + plan.why() + "."));
        if (!plan.risks().isEmpty()) {
            Tag risks = Tag.of("ul");
            plan.risks().forEach(risk -> risks.add(Tag.of("li", risk)));
            section.add(Tag.of("p", "Risks:"), risks);
        }
        return section.add(effects("Predicted effects", plan.effects(), latency));
    }

    private static Tag section(MeasuredChange change, String latency) {
        TableTag table = new TableTag("Measured", "number", "#baseline", "#then", "#change");
        change.values()
                .forEach(value -> table.texts(
                        value.name(),
                        PlanText.number(value.baseline()),
                        PlanText.number(value.value()),
                        PlanText.change(value.change())));
        Tag section = Tag.of("section").add(Tag.of("h2", change.label() + ": " + change.difference()), table.tag());
        if (!change.note().isEmpty()) {
            section.add(Tag.of("p", change.note()));
        }
        return section.add(effects("Predicted for these flags", change.predicted(), latency));
    }

    /** Returns the table; nothing if there are no effects. */
    private static List<Tag> effects(String caption, List<Effect> effects, String latency) {
        TableTag table =
                new TableTag(caption, "number", "unit", "#baseline", "#then", "#change", "#95 % of draws", "#model");
        for (Effect effect : effects) {
            table.texts(
                    effect.measure() == Measure.LATENCY
                            ? latency
                            : effect.measure().title(),
                    effect.measure().unit(),
                    PlanText.number(effect.baseline()),
                    PlanText.number(effect.value()),
                    PlanText.change(effect.change()),
                    PlanText.range(effect.interval()),
                    PlanText.range(effect.model()));
        }
        List<Tag> tags = new ArrayList<>();
        if (!table.isEmpty()) {
            tags.add(table.tag());
        }
        return tags;
    }
}
