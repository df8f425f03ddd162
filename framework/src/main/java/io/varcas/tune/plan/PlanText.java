package io.varcas.tune.plan;

import io.varcas.stats.Interval;
import io.varcas.text.NumberText;
import io.varcas.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Plans as text. */
public final class PlanText {

    private PlanText() {}

    /** Returns the lines: the baseline, the plans with their effects, the configurations asked for, the measured results. */
    public static List<String> lines(PlanReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("Plans for " + report.server() + ", " + report.engine());
        lines.add("  Load: " + report.load());
        lines.add("  Baseline: " + report.command());
        Forecast own = report.baseline();
        lines.add(String.format(
                Locale.ROOT,
                "  predicted: %s output tokens/s, %s requests/s, %s %s, itl.p50 %s, %s running, %s waiting, KV pool"
                        + " up to %.0f %% full",
                NumberText.of(own.outputPerSecond()),
                NumberText.of(own.requestsPerSecond()),
                report.latency(),
                millis(own.latency()),
                millis(own.itlMillis()),
                NumberText.of(own.running()),
                NumberText.of(own.waiting()),
                100 * own.kvUsage()));
        report.bottleneck()
                .ifPresent(found -> lines.add("  Bottleneck: " + found.kind().label() + "; " + found.evidence()));
        lines.add(String.format(
                Locale.ROOT,
                "  %d of %d configurations simulated (%d simulations of different engines and draws)",
                report.points().size(),
                report.space(),
                report.simulations()));
        lines.add("  Basis: " + report.basis());
        report.notes().forEach(note -> lines.add("  Note: " + note));
        report.plans().forEach(plan -> plan(lines, plan, report.latency()));
        for (PlanReport.Trial tried : report.tried()) {
            lines.add("");
            lines.add("With " + tried.configuration() + (tried.note().isEmpty() ? "" : ": " + tried.note()));
            effects(lines, tried.effects(), report.latency());
        }
        report.measured().forEach(change -> measured(lines, change, report.latency()));
        return lines;
    }

    private static void plan(List<String> lines, Plan plan, String latency) {
        lines.add("");
        lines.add(plan.goal().label() + " plan (" + plan.goal().meaning() + "): "
                + plan.configuration()
                        .map(Configuration::toString)
                        .orElse("no configuration predicted better; " + plan.why()));
        if (plan.configuration().isEmpty()) {
            return;
        }
        lines.add("  " + plan.command());
        lines.add("  Why: " + plan.why());
        plan.risks().forEach(risk -> lines.add("  Risk: " + risk));
        effects(lines, plan.effects(), latency);
    }

    private static void effects(List<String> lines, List<Effect> effects, String latency) {
        if (effects.isEmpty()) {
            return;
        }
        TextTable table = new TextTable("predicted", "unit", "baseline", "then", "change", "95 % of draws", "model");
        for (Effect effect : effects) {
            table.row(
                    effect.measure() == Measure.LATENCY
                            ? latency
                            : effect.measure().title(),
                    effect.measure().unit(),
                    number(effect.baseline()),
                    number(effect.value()),
                    change(effect.change()),
                    range(effect.interval()),
                    range(effect.model()));
        }
        table.lines().forEach(line -> lines.add("  " + line));
    }

    private static void measured(List<String> lines, MeasuredChange change, String latency) {
        lines.add("");
        lines.add("Measured: " + change.label() + ": " + change.difference());
        TextTable table = new TextTable("measured", "baseline", "then", "change");
        for (MeasuredChange.Value value : change.values()) {
            table.row(value.name(), number(value.baseline()), number(value.value()), change(value.change()));
        }
        table.lines().forEach(line -> lines.add("  " + line));
        if (!change.note().isEmpty()) {
            lines.add("  Note: " + change.note());
        }
        effects(lines, change.predicted(), latency);
    }

    private static String millis(double value) {
        return number(value) + (Double.isInfinite(value) ? "" : " ms");
    }

    /** Returns a number; {@code no bound} for infinity, where too many requests never finish. */
    public static String number(double value) {
        return Double.isInfinite(value) ? "no bound" : NumberText.of(value);
    }

    /** Returns a change in percent; empty text if there is none. */
    public static String change(double change) {
        return Double.isFinite(change) ? String.format(Locale.ROOT, "%+.1f %%", 100 * change) : "";
    }

    /** Returns a range of changes in percent; empty text if there is none. */
    public static String range(Optional<Interval> range) {
        return range.map(each -> String.format(Locale.ROOT, "%+.1f to %+.1f %%", 100 * each.low(), 100 * each.high()))
                .orElse("");
    }
}
