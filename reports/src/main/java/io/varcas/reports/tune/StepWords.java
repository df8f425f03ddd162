package io.varcas.reports.tune;

import io.varcas.text.NumberText;
import io.varcas.tune.step.ServerCapacity;
import io.varcas.tune.step.StepCell;
import io.varcas.tune.step.StepConfig;
import io.varcas.tune.step.StepMetric;
import io.varcas.tune.step.StepProfile;
import io.varcas.tune.step.StepTimes;
import io.varcas.tune.step.TimeSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/** Step profiles in words, the same in text and page. */
public final class StepWords {

    /** The meaning of the numbers. */
    public static final List<String> RULES = List.of(
            "Times are those that the client sees, in ms: the engine's steps, the server's front end and the"
                    + " connection.",
            "Prefill time: from the sending of a batch's prompts to the last of their first tokens.",
            "Decode step: from one token of the batch to the next, from the last first token to the first end; of a"
                    + " mixed batch, while the prompts of the other half are read.",
            "Batch efficiency: tokens/s of the batch as a share of B times those of one request alone; 1 is a batch"
                    + " that takes no longer than one request.",
            "Percentiles are by nearest rank; a p95 needs " + TimeSummary.LEAST_FOR_P95 + " times and a p99 "
                    + TimeSummary.LEAST_FOR_P99 + ".");

    /** Heads of the table of times; those of number columns begin with {@code #}. */
    public static final List<String> TIME_HEADS =
            List.of("cell", "#C", "#context", "#B", "time", "#n", "#mean", "#median", "#min", "#max", "#p95", "#p99");

    /** Numbers that belong to the times of a cell and not beside them. */
    private static final Set<StepMetric> IN_TIMES = Set.of(StepMetric.CONTEXT_TOKENS, StepMetric.TOKENS_PER_CHUNK);

    private StepWords() {}

    /** Returns the line that says what was measured. */
    public static String headline(StepProfile profile) {
        long skipped = profile.cells().stream()
                .filter(cell -> cell.status() == StepCell.Status.SKIPPED)
                .count();
        long failed = profile.cells().size() - profile.measured().size() - skipped;
        return profile.measured().size() + " of " + profile.cells().size() + " cells measured"
                + (skipped > 0 ? ", " + skipped + " skipped" : "")
                + (failed > 0 ? ", " + failed + " failed or interrupted" : "");
    }

    /** Returns the line that names the server. */
    public static String target(StepProfile profile) {
        return profile.target().asked()
                + (profile.target().model().isEmpty()
                        ? ""
                        : ", model " + profile.target().model())
                + profile.target()
                        .engineVersion()
                        .map(version -> ", engine " + version)
                        .orElse("");
    }

    /** Returns the rows of the table of times of a cell, in the order of {@link #TIME_HEADS}. */
    public static List<List<String>> timeRows(StepCell cell) {
        StepConfig config = cell.config();
        List<List<String>> rows = new ArrayList<>();
        cell.times().forEach((kind, times) -> {
            boolean first = rows.isEmpty();
            rows.add(List.of(
                    first ? config.name() : "",
                    first && config.kind().readsPrompts() ? String.valueOf(config.promptTokens()) : "",
                    first && config.kind().decodes() ? context(cell) : "",
                    first ? String.valueOf(config.batch()) : "",
                    kind.title(),
                    String.valueOf(times.n()),
                    NumberText.of(times.mean()),
                    NumberText.of(times.median()),
                    NumberText.of(times.min()),
                    NumberText.of(times.max()),
                    percentile(times.p95(), TimeSummary.LEAST_FOR_P95),
                    percentile(times.p99(), TimeSummary.LEAST_FOR_P99)));
        });
        return rows;
    }

    private static String context(StepCell cell) {
        OptionalDouble measured = cell.find(StepMetric.CONTEXT_TOKENS);
        return measured.isPresent() ? String.format(Locale.ROOT, "%.0f", measured.getAsDouble()) : "";
    }

    private static String percentile(OptionalDouble value, int least) {
        return value.isPresent() ? NumberText.of(value.getAsDouble()) : NumberText.tooSmall(least);
    }

    /** Returns the numbers beside the times that a table shows. */
    public static List<StepMetric> metrics() {
        return List.of(StepMetric.values()).stream()
                .filter(metric -> !IN_TIMES.contains(metric))
                .toList();
    }

    /** Returns the title of a number with its unit, for heads of tables. */
    public static String head(StepMetric metric) {
        return switch (metric.unit()) {
            case "ratio", "requests", "" -> metric.title();
            default ->
                metric.title().equals(metric.unit()) ? metric.title() : metric.title() + " (" + metric.unit() + ")";
        };
    }

    /** Returns a number of a cell, or the words in its place. */
    public static String value(StepCell cell, StepMetric metric) {
        OptionalDouble value = cell.find(metric);
        if (value.isEmpty()) {
            return NumberText.NOT_MEASURED;
        }
        return metric.unit().equals("ratio")
                ? String.format(Locale.ROOT, "%.1f %%", 100 * value.getAsDouble())
                : NumberText.count(value.getAsDouble());
    }

    /** Returns, for each number that is missing, why, and in how many cells. */
    public static List<String> absences(StepProfile profile) {
        Map<String, Integer> reasons = new LinkedHashMap<>();
        for (StepCell cell : profile.measured()) {
            cell.absent().forEach((metric, why) -> {
                if (!IN_TIMES.contains(metric)) {
                    reasons.merge(metric.title() + ": not measured: " + why, 1, Integer::sum);
                }
            });
        }
        List<String> lines = new ArrayList<>();
        int all = profile.measured().size();
        reasons.forEach(
                (reason, count) -> lines.add(reason + (count == all ? "" : " (" + count + " of " + all + " cells)")));
        return lines;
    }

    /** Returns the cells without numbers and the notes of those that have them, a line each. */
    public static List<String> remarks(StepProfile profile) {
        List<String> lines = new ArrayList<>(blockSizes(profile));
        for (StepCell cell : profile.cells()) {
            if (!cell.isMeasured()) {
                lines.add(cell.config().name() + ": " + cell.status().label() + ": " + cell.reason());
            }
            cell.notes().forEach(note -> lines.add(cell.config().name() + ": " + note));
        }
        return lines;
    }

    /** Over HTTP the blocks of a server cannot be changed, so that the block size of a cell only sets its context. */
    private static List<String> blockSizes(StepProfile profile) {
        OptionalLong own = ServerCapacity.of(profile.target()).blockSize();
        boolean others = own.isPresent()
                && profile.measured().stream()
                        .filter(cell -> cell.config().kind().decodes())
                        .anyMatch(cell -> cell.config().blockSize() != own.getAsLong());
        return others
                ? List.of("the server's KV blocks have " + own.getAsLong()
                        + " tokens; other block sizes of cells set the context, M * block size, and nothing else")
                : List.of();
    }

    /** Returns the kinds of times of a profile that a chart of latencies shows. */
    public static List<StepTimes> charted() {
        return List.of(StepTimes.PREFILL, StepTimes.STEP);
    }
}
