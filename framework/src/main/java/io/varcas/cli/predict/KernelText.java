package io.varcas.cli.predict;

import io.varcas.profiler.kernel.EngineStep;
import io.varcas.profiler.kernel.KernelClass;
import io.varcas.profiler.kernel.KernelProfile;
import io.varcas.profiler.kernel.KernelProfile.Side;
import io.varcas.profiler.kernel.KernelTime;
import io.varcas.profiler.kernel.RankProfile;
import io.varcas.text.ForeignText;
import io.varcas.text.NumberText;
import io.varcas.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A kernel profile as text. */
final class KernelText {

    private static final int NAME_WIDTH = 72;

    private final KernelProfile profile;

    KernelText(KernelProfile profile) {
        this.profile = profile;
    }

    /** Returns the report: shares of classes, the kernels that took longest, steps, notes. */
    List<String> lines(int top) {
        List<String> lines = new ArrayList<>();
        lines.add(summary());
        profile.notes().forEach(note -> lines.add("# " + ForeignText.oneLine(note)));
        lines.add("");
        classes().lines().forEach(line -> lines.add("  " + line));
        lines.add("");
        kernels(top).lines().forEach(line -> lines.add("  " + line));
        if (!profile.ranks().isEmpty()) {
            lines.add("");
            ranks().lines().forEach(line -> lines.add("  " + line));
            profile.rankSpread()
                    .ifPresent(spread -> lines.add(
                            "  the least busy rank is busy " + percent(spread) + " less than the busiest one"));
        }
        if (!profile.steps().isEmpty()) {
            lines.add("");
            steps().lines().forEach(line -> lines.add("  " + line));
        }
        return lines;
    }

    private String summary() {
        boolean gpu = profile.side() == Side.GPU;
        StringBuilder text = new StringBuilder(ForeignText.oneLine(profile.source()))
                .append(": ")
                .append(profile.format())
                .append(", ")
                .append(gpu ? "kernels of " : "operators on the CPU, ")
                .append(counted(profile.devices(), gpu ? "GPU" : "process"));
        if (!profile.device().isEmpty()) {
            text.append(" (").append(ForeignText.oneLine(profile.device())).append(')');
        }
        text.append(", ").append(NumberText.whole((double) profile.calls())).append(" calls, ");
        text.append(NumberText.of(profile.kernelSeconds() * 1e3)).append(" ms");
        if (profile.windowSeconds().isPresent()) {
            text.append(" in a window of ")
                    .append(NumberText.of(profile.windowSeconds().getAsDouble() * 1e3));
            text.append(" ms, idle ").append(percent(profile.idleShare().orElse(0)));
        } else {
            text.append("; idle share unknown: the file has no times of day");
        }
        return text.toString();
    }

    private static String counted(int count, String word) {
        return count + " " + word + (count == 1 ? "" : word.endsWith("s") ? "es" : "s");
    }

    private TextTable classes() {
        TextTable table = new TextTable("class", "share", "ms", "calls");
        Map<KernelClass, Double> shares = profile.shares();
        shares.forEach((kind, share) -> {
            List<KernelTime> rows = profile.kernels().stream()
                    .filter(kernel -> kernel.kernelClass() == kind)
                    .toList();
            table.row(
                    kind.label(),
                    percent(share),
                    NumberText.of(rows.stream().mapToDouble(KernelTime::seconds).sum() * 1e3),
                    NumberText.whole(
                            (double) rows.stream().mapToLong(KernelTime::calls).sum()));
        });
        return table;
    }

    private TextTable kernels(int top) {
        boolean counted =
                profile.kernels().stream().anyMatch(kernel -> kernel.flops().isPresent());
        TextTable table = counted
                ? new TextTable("share", "ms", "calls", "mean us", "TFLOP/s", "GB/s", "class", "kernel")
                : new TextTable("share", "ms", "calls", "mean us", "class", "kernel");
        double all = profile.kernelSeconds();
        for (KernelTime kernel : profile.top(top)) {
            List<String> row = new ArrayList<>(List.of(
                    percent(all > 0 ? kernel.seconds() / all : 0),
                    NumberText.of(kernel.seconds() * 1e3),
                    kernel.calls() == 0 ? "" : NumberText.whole((double) kernel.calls()),
                    kernel.calls() == 0 ? "" : NumberText.of(kernel.seconds() * 1e6 / kernel.calls())));
            if (counted) {
                row.add(rate(kernel.flops(), kernel.seconds() * 1e12));
                row.add(rate(kernel.bytes(), kernel.seconds() * 1e9));
            }
            row.add(kernel.kernelClass().label());
            row.add(ForeignText.cut(ForeignText.oneLine(kernel.name()), NAME_WIDTH));
            table.row(row);
        }
        return table;
    }

    private TextTable ranks() {
        List<KernelClass> classes = Stream.of(KernelClass.values())
                .filter(kind -> profile.shares().getOrDefault(kind, 0.0) > 0)
                .toList();
        List<String> head = new ArrayList<>(List.of("rank", "busy ms", "idle"));
        classes.forEach(kind -> head.add(kind.label()));
        TextTable table = new TextTable(head.toArray(String[]::new));
        for (RankProfile rank : profile.ranks()) {
            List<String> row = new ArrayList<>(List.of(
                    ForeignText.cut(ForeignText.oneLine(rank.source()), NAME_WIDTH),
                    rank.busySeconds().isPresent()
                            ? NumberText.of(rank.busySeconds().getAsDouble() * 1e3)
                            : NumberText.NOT_MEASURED,
                    rank.idleShare().isPresent() ? percent(rank.idleShare().getAsDouble()) : NumberText.NOT_MEASURED));
            classes.forEach(kind -> row.add(percent(rank.shares().getOrDefault(kind, 0.0))));
            table.row(row);
        }
        return table;
    }

    private TextTable steps() {
        TextTable table = new TextTable("steps", "count", "mean ms", "prompt tokens", "output tokens");
        steps(table, "prefill only", EngineStep::isPrefill);
        steps(table, "decode only", step -> step.isDecode() && !step.isPrefill());
        steps(table, "mixed", step -> !step.isDecode() && !step.isPrefill());
        return table;
    }

    private void steps(TextTable table, String name, Predicate<EngineStep> kind) {
        List<EngineStep> steps = profile.steps().stream().filter(kind).toList();
        long count = steps.stream().mapToLong(EngineStep::steps).sum();
        if (count > 0) {
            double seconds = steps.stream()
                    .mapToDouble(step -> step.seconds() * step.steps())
                    .sum();
            table.row(
                    name,
                    NumberText.whole((double) count),
                    NumberText.of(seconds * 1e3 / count),
                    NumberText.whole((double) steps.stream()
                            .mapToLong(step -> step.prefillTokens() * step.steps())
                            .sum()),
                    NumberText.whole((double) steps.stream()
                            .mapToLong(step -> step.decodeTokens() * step.steps())
                            .sum()));
        }
    }

    private static String rate(OptionalDouble work, double scaledSeconds) {
        return work.isPresent() && scaledSeconds > 0 ? NumberText.of(work.getAsDouble() / scaledSeconds) : "";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
