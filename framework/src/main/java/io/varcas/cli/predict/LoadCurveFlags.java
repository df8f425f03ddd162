package io.varcas.cli.predict;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.varcas.setting.type.Durations;
import io.varcas.sizing.DayPlan;
import io.varcas.sizing.DayPlan.Hour;
import io.varcas.sizing.SizingReport;
import io.varcas.text.TextTable;
import io.varcas.validation.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/** A day's load curve: the flags, and the day of machines that follow it. */
final class LoadCurveFlags {

    @Option(
            names = "--load-curve",
            paramLabel = "<n,..>",
            split = ",",
            description =
                    "Requests per second for each hour (24 for a day), instead of --rate; the number of machines follows"
                            + " the load.")
    List<Double> rates = new ArrayList<>();

    @Option(
            names = "--startup",
            paramLabel = "<time>",
            description = "Time until a requested machine is ready (default: ${DEFAULT-VALUE}).")
    String startup = "10m";

    /** Returns the largest rate; empty without a curve. */
    OptionalDouble peak() {
        return rates.stream().mapToDouble(rate -> rate).max();
    }

    Section section(SizingReport report, int top) {
        List<DayPlan> plans;
        try {
            plans = DayPlan.of(report.passing(), rates, Durations.parse(startup));
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()));
        }
        return new Section(lines(plans, top), root -> json(root.putArray("days"), plans, top));
    }

    private static List<String> lines(List<DayPlan> plans, int top) {
        List<String> lines = new ArrayList<>();
        if (plans.isEmpty()) {
            return lines;
        }
        lines.add("");
        lines.add("Machines that follow the daily load, by cost (" + Math.min(top, plans.size()) + " of " + plans.size()
                + ")");
        TextTable days = new TextTable("instance", "replica", "machines", "USD/day", "USD/day at the peak's", "saved");
        for (DayPlan plan : plans.subList(0, Math.min(top, plans.size()))) {
            long least = plan.hours().stream().mapToLong(Hour::machines).min().orElse(0);
            days.row(
                    plan.atPeak().candidate().instanceName(),
                    SizeText.layout(plan.atPeak()),
                    least + " to " + plan.atPeak().instances(),
                    usd(plan.usdPerDay()),
                    usd(plan.usdPerDayAtPeak()),
                    saved(plan));
        }
        days.lines().forEach(line -> lines.add("  " + line));
        DayPlan best = plans.get(0);
        lines.add("  By the hour, " + best.atPeak().candidate().instanceName()
                + "; machines are also paid for their start-up time");
        TextTable hours = new TextTable("hour", "requests/s", "machines", "starting", "USD");
        for (int h = 0; h < best.hours().size(); h++) {
            Hour hour = best.hours().get(h);
            hours.row(
                    String.valueOf(h),
                    text("%.2f", hour.requestsPerSecond()),
                    String.valueOf(hour.machines()),
                    String.valueOf(hour.starting()),
                    usd(hour.usd()));
        }
        hours.lines().forEach(line -> lines.add("    " + line));
        return lines;
    }

    private static void json(ArrayNode array, List<DayPlan> plans, int top) {
        for (DayPlan plan : plans.subList(0, Math.min(top, plans.size()))) {
            ObjectNode node = array.addObject();
            node.put("instance", plan.atPeak().candidate().instance().id())
                    .put("cloud", plan.atPeak().candidate().instance().cloud())
                    .put("layout", SizeText.layout(plan.atPeak()));
            SizeJson.number(node, "usdPerDay", plan.usdPerDay().orElse(Double.NaN));
            SizeJson.number(node, "usdPerDayAtPeak", plan.usdPerDayAtPeak().orElse(Double.NaN));
            ArrayNode hours = node.putArray("hours");
            for (Hour hour : plan.hours()) {
                ObjectNode one = hours.addObject();
                one.put("requestsPerSecond", hour.requestsPerSecond())
                        .put("machines", hour.machines())
                        .put("starting", hour.starting());
                SizeJson.number(one, "usd", hour.usd().orElse(Double.NaN));
            }
        }
    }

    private static String saved(DayPlan plan) {
        return plan.usdPerDay().isEmpty() || plan.usdPerDayAtPeak().isEmpty()
                ? "unknown"
                : text(
                        "%.0f %%",
                        100
                                * (1
                                        - plan.usdPerDay().getAsDouble()
                                                / plan.usdPerDayAtPeak().getAsDouble()));
    }

    private static String usd(OptionalDouble value) {
        return value.isPresent() ? text("%.2f", value.getAsDouble()) : "unknown";
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
