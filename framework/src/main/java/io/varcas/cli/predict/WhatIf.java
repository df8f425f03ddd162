package io.varcas.cli.predict;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.varcas.sizing.Assessment;
import io.varcas.sizing.SizingReport;
import io.varcas.sizing.demand.LatencyMetric;
import io.varcas.sizing.demand.Quantile;
import io.varcas.text.TextTable;
import io.varcas.validation.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The same question with one change: the best response to each, side by side. */
final class WhatIf {

    private static final String FLAG = "--what-if";

    private final List<String> given;
    private final List<String> changes;

    /**
     * @param given arguments of the command, without its name
     * @param changes flags that are to be changed, each as {@code quantization=fp8 max-num-seqs=512}
     */
    WhatIf(List<String> given, List<String> changes) {
        this.given = given;
        this.changes = changes;
    }

    /**
     * Responds to the changed questions.
     *
     * @param asked the response to the question as it was asked
     * @param answer sizes by a command
     */
    Section section(SizingReport asked, Function<SizeCommand, SizingReport> answer) {
        Map<String, SizingReport> reports = new LinkedHashMap<>();
        reports.put("as asked", asked);
        for (String change : changes) {
            reports.put(change, answer.apply(changed(change)));
        }
        return new Section(lines(reports), root -> json(root.putArray("whatIf"), reports));
    }

    private SizeCommand changed(String change) {
        SizeCommand command = new SizeCommand();
        CommandLine line = new CommandLine(command);
        List<String> args = new ArrayList<>(given);
        remove(args, line, FLAG);
        List<String> flags = new ArrayList<>();
        for (String setting : change.trim().split("\\s+", -1)) {
            String[] parts = setting.split("=", 2);
            String flag = "--" + parts[0];
            remove(args, line, flag);
            flags.add(flag);
            if (parts.length == 2) {
                flags.add(parts[1]);
            }
        }
        args.addAll(flags);
        try {
            line.parseArgs(args.toArray(String[]::new));
        } catch (ParameterException wrong) {
            throw new UsageException(FLAG + " \"" + change + "\": " + wrong.getMessage());
        }
        return command;
    }

    /** Removes a flag by any of its names, with the value after it if it takes one. */
    private static void remove(List<String> args, CommandLine line, String name) {
        @Nullable OptionSpec flag = line.getCommandSpec().findOption(name);
        if (flag == null) {
            return; // said when the line is parsed
        }
        List<String> names = List.of(flag.names());
        for (int i = 0; i < args.size(); ) {
            if (names.contains(args.get(i))) {
                args.remove(i);
                if (flag.arity().max() > 0 && i < args.size()) {
                    args.remove(i);
                }
            } else {
                i++;
            }
        }
    }

    private static List<String> lines(Map<String, SizingReport> reports) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("What if (the cheapest candidate of each that meets every objective)");
        TextTable table = new TextTable(
                "change",
                "machines",
                "instance",
                "replica",
                "USD/h",
                "TTFT p95 ms",
                "TPOT p50 ms",
                "E2E p95 ms",
                "cost");
        double base = best(reports.get("as asked")).map(WhatIf::usd).orElse(Double.NaN);
        reports.forEach((change, report) -> {
            Optional<Assessment> best = best(report);
            if (best.isEmpty()) {
                table.row(change, "", "none meets every objective", "", "", "", "", "", "");
                return;
            }
            Assessment fleet = best.get();
            table.row(
                    change,
                    String.valueOf(fleet.instances()),
                    fleet.candidate().instanceName(),
                    SizeText.layout(fleet),
                    Double.isNaN(usd(fleet)) ? "unknown" : text("%.2f", usd(fleet)),
                    SizeText.millis(fleet.prediction()
                            .at(LatencyMetric.TTFT, Quantile.P95)
                            .value()),
                    SizeText.millis(fleet.prediction()
                            .at(LatencyMetric.TPOT, Quantile.P50)
                            .value()),
                    SizeText.millis(fleet.prediction()
                            .at(LatencyMetric.E2E, Quantile.P95)
                            .value()),
                    Double.isNaN(usd(fleet) / base) ? "unknown" : text("%+.0f %%", 100 * (usd(fleet) / base - 1)));
        });
        table.lines().forEach(line -> lines.add("  " + line));
        return lines;
    }

    private static void json(ArrayNode array, Map<String, SizingReport> reports) {
        reports.forEach((change, report) -> {
            ObjectNode node = array.addObject().put("change", change);
            Optional<Assessment> best = best(report);
            node.put("meetsSla", best.isPresent());
            best.ifPresent(fleet -> {
                node.put("instance", fleet.candidate().instance().id())
                        .put("machines", fleet.instances())
                        .put("layout", SizeText.layout(fleet));
                SizeJson.number(node, "usdPerHour", usd(fleet));
                for (LatencyMetric metric : LatencyMetric.values()) {
                    ObjectNode millis = node.putObject(metric.label() + "Millis");
                    for (Quantile quantile : Quantile.values()) {
                        SizeJson.number(
                                millis,
                                quantile.label(),
                                1e3 * fleet.prediction().at(metric, quantile).value());
                    }
                }
            });
        });
    }

    private static Optional<Assessment> best(@Nullable SizingReport report) {
        return report == null ? Optional.empty() : report.passing().stream().findFirst();
    }

    private static double usd(Assessment fleet) {
        return fleet.usdPerHour().orElse(Double.NaN);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
