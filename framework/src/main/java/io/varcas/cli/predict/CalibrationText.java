package io.varcas.cli.predict;

import io.varcas.calibration.DeviceProfile;
import io.varcas.calibration.Evaluation;
import io.varcas.calibration.FittedRange;
import io.varcas.calibration.MeasuredStep;
import io.varcas.calibration.MeasuredTable;
import io.varcas.calibration.Observation;
import io.varcas.calibration.Observation.Offered;
import io.varcas.calibration.RelativeErrors;
import io.varcas.engine.SimulationResult;
import io.varcas.queueing.MeanPrediction;
import io.varcas.queueing.RequestOverheads;
import io.varcas.roofline.StepCoefficients;
import io.varcas.text.TextTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The text of {@code calibrate}: errors, coefficients, and measured points beside their predictions. */
final class CalibrationText {

    private CalibrationText() {}

    static List<String> table(Path file, MeasuredTable table, int fitted) {
        List<String> lines = new ArrayList<>();
        lines.add(file + ": " + table.observations().size() + " rows used, "
                + table.skipped().size() + " skipped");
        Map<String, Integer> reasons = new TreeMap<>();
        table.skipped().forEach(skipped -> reasons.merge(skipped.reason().replaceAll("[;:].*", ""), 1, Integer::sum));
        reasons.forEach((reason, count) -> lines.add("  " + count + " skipped: " + reason));
        lines.add("  " + (table.observations().size() - fitted)
                + " neither fitted nor judged: prefixes shared at an unknown rate, or expert parallelism");
        return lines;
    }

    /** Returns the errors by group, before calibration and with the group left out of the fit. */
    static List<String> evaluation(Evaluation evaluation) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("|predicted / measured - 1|, median and p90 in %: uncalibrated, then calibrated on the other groups;"
                + " in: measurements inside the interval of nine in ten");
        TextTable table = new TextTable(
                "group",
                "rows",
                "TPOT",
                "p90",
                "cal.",
                "p90",
                "in",
                "TTFT",
                "p90",
                "cal.",
                "p90",
                "in",
                "tokens/s",
                "p90",
                "cal.",
                "p90",
                "in");
        evaluation.groups().forEach((group, errors) -> row(table, group, errors));
        row(table, "all", evaluation.overall());
        lines.addAll(table.lines());
        return lines;
    }

    private static void row(TextTable table, String name, Evaluation.Errors errors) {
        List<String> cells = new ArrayList<>();
        cells.add(name);
        cells.add(String.valueOf(errors.tpot().uncalibrated().rows()));
        for (Evaluation.Pair pair : List.of(errors.tpot(), errors.ttft(), errors.throughput())) {
            for (RelativeErrors of : List.of(pair.uncalibrated(), pair.calibrated())) {
                cells.add(percent(of.median()));
                cells.add(percent(of.p90()));
            }
            cells.add(share(pair));
        }
        table.row(cells.toArray(String[]::new));
    }

    private static String share(Evaluation.Pair pair) {
        int rows = pair.calibrated().rows();
        return rows == 0 ? "-" : text("%.0f", 100.0 * pair.covered() / rows);
    }

    static List<String> profile(DeviceProfile profile) {
        List<String> lines = new ArrayList<>();
        lines.add("profile " + profile.id() + ": " + profile.source());
        double[] linear = profile.coefficients().linear();
        double[] plain = StepCoefficients.DEFAULT.linear();
        for (int i = 0; i < linear.length; i++) {
            lines.add(text("  %-22s %10.3f  (uncalibrated %.3f)", StepCoefficients.LINEAR.get(i), linear[i], plain[i]));
        }
        lines.add(text(
                "  %-22s %10.3f  (uncalibrated 1)",
                "arithmetic", profile.coefficients().arithmetic()));
        @Nullable RequestOverheads overheads = profile.overheads();
        if (overheads != null) {
            lines.add(text("  %-22s %10.3f ms outside the engine", "first token", overheads.ingressMillis()));
        }
        @Nullable FittedRange range = profile.range();
        if (range != null) {
            lines.add(text(
                    "  fitted to %.0f to %.0f requests running, %.0f to %.0f tokens of context, kernels %s; wider"
                            + " outside",
                    range.leastRunning(),
                    range.mostRunning(),
                    range.leastContext(),
                    range.mostContext(),
                    String.valueOf(profile.kernels())));
        }
        lines.add("  held-out error, each point left out once: TPOT " + errors(profile.tpotErrors()) + "; TTFT "
                + errors(profile.ttftErrors()));
        return lines;
    }

    /** Lays recorded runs beside what a simulation of the same requests makes of them. */
    static List<String> runs(List<Observation> runs, DeviceProfile profile) {
        List<String> lines = new ArrayList<>(List.of("", "Fitted to, simulated again request by request"));
        TextTable table = new TextTable("run", "prompt", "output", "TPOT p50 ms", "predicted", "error", "finished");
        for (Observation run : runs) {
            SimulationResult result = run.simulate(profile.coefficients());
            double measured = run.measured().tpotSeconds().orElseThrow();
            double predicted = result.finished() == 0
                    ? Double.NaN
                    : result.tpot().finished().quantile(0.5);
            table.row(
                    run.label(),
                    text("%.0f", run.promptTokens()),
                    text("%.0f", run.outputTokens()),
                    text("%.1f", measured * 1e3),
                    result.finished() == 0 ? "-" : text("%.1f", predicted * 1e3),
                    result.finished() == 0 ? "-" : text("%+.0f %%", 100 * (predicted / measured - 1)),
                    text("%d", result.finished()));
        }
        lines.addAll(table.lines());
        return lines;
    }

    /** Lays points beside what a profile predicts for them. */
    static List<String> points(String title, List<Observation> points, DeviceProfile profile) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(title);
        TextTable table = new TextTable(
                "load",
                "prompt",
                "output",
                "TPOT ms",
                "predicted",
                "error",
                "TTFT ms",
                "predicted",
                "error",
                "tokens/s",
                "predicted",
                "error");
        List<Double> tpot = new ArrayList<>();
        List<Double> ttft = new ArrayList<>();
        for (Observation point : points) {
            MeanPrediction predicted = point.predict(profile.coefficients(), profile.overheads());
            List<String> cells = new ArrayList<>();
            cells.add(
                    point.offered() instanceof Offered.Users users
                            ? text("%.0f users", users.count())
                            : text("%.2f/s", ((Offered.Rate) point.offered()).perSecond()));
            cells.add(text("%.0f", point.promptTokens()));
            cells.add(text("%.0f", point.outputTokens()));
            compare(cells, point.measured().tpotSeconds(), predicted.tpotSeconds(), 1e3, tpot);
            compare(cells, point.measured().ttftSeconds(), predicted.ttftSeconds(), 1e3, ttft);
            compare(cells, point.throughput(), predicted.outputTokensPerSecond(), 1, new ArrayList<>());
            table.row(cells.toArray(String[]::new));
        }
        table.lines().forEach(line -> lines.add("  " + line));
        lines.add("  median |error|: TPOT " + percent(median(tpot)) + " %, TTFT " + percent(median(ttft)) + " %");
        return lines;
    }

    /** Lays measured steps beside what a profile predicts for them. */
    static List<String> steps(String title, List<MeasuredStep> steps, DeviceProfile profile) {
        List<String> lines = new ArrayList<>(List.of("", title));
        TextTable table = new TextTable("cell", "measured ms", "predicted", "error");
        List<Double> errors = new ArrayList<>();
        for (MeasuredStep step : steps) {
            double predicted = step.predict(profile.coefficients(), profile.overheads());
            double error = predicted / step.seconds() - 1;
            errors.add(Math.abs(error));
            table.row(
                    step.label(),
                    text("%.2f", step.seconds() * 1e3),
                    text("%.2f", predicted * 1e3),
                    text("%+.0f %%", 100 * error));
        }
        table.lines().forEach(line -> lines.add("  " + line));
        lines.add("  median |error|: " + percent(median(errors)) + " %");
        return lines;
    }

    private static void compare(
            List<String> cells, OptionalDouble measured, double predicted, double scale, List<Double> errors) {
        if (measured.isEmpty()) {
            cells.addAll(List.of("not measured", text("%.1f", predicted * scale), ""));
            return;
        }
        double error = predicted / measured.getAsDouble() - 1;
        errors.add(Math.abs(error));
        cells.addAll(List.of(
                text("%.1f", measured.getAsDouble() * scale),
                text("%.1f", predicted * scale),
                text("%+.0f %%", 100 * error)));
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(value -> value).sorted().toArray();
        int n = sorted.length;
        return n == 0
                ? Double.NaN
                : n % 2 == 1
                        ? sorted[n / 2]
                        : Arrays.stream(sorted, n / 2 - 1, n / 2 + 1).sum() / 2;
    }

    private static String errors(RelativeErrors errors) {
        return errors.rows() == 0
                ? "not measured"
                : "median " + percent(errors.median()) + " % of " + errors.rows() + ", nine in ten within "
                        + percent(errors.p90()) + " % (wider, since points are few)";
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : Double.isInfinite(share) ? "unbounded" : text("%.1f", 100 * share);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
