package io.varcas.reports;

import io.varcas.stages.Stage;
import io.varcas.stages.StageBreakdown;
import io.varcas.stages.StageBreakdown.Source;
import io.varcas.stages.StageGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sentences and cells about where the time of requests went, which all reports share. */
public final class StageWords {

    /** Heads of the table: the stage, then the groups by E2E and by TTFT. */
    public static final List<String> HEADS =
            List.of("stage", "E2E mean", "share", "middle half", "slowest 1 %", "TTFT mean", "TTFT around p99");

    private static final double MILLIS_PER_SECOND = 1000;
    private static final double PERCENT = 100;

    private static final double LEAST_SHARE = 0.0005;

    private StageWords() {}

    /** Describes the breakdown, one sentence each, the most important one first. */
    public static List<String> sentences(StageBreakdown stages) {
        List<String> sentences = new ArrayList<>();
        stages.ttft(StageBreakdown.AROUND_P99)
                .or(() -> stages.ttft(StageBreakdown.ALL))
                .flatMap(StageWords::largest)
                .ifPresent(sentences::add);
        if (stages.ttft().isEmpty()) {
            stages.e2e(StageBreakdown.ALL).flatMap(StageWords::largest).ifPresent(sentences::add);
        }
        growth(stages).ifPresent(sentences::add);
        sentences.add(source(stages));
        stages.unattributed().stream()
                .filter(share -> share > StageBreakdown.UNATTRIBUTED_LIMIT)
                .mapToObj(share -> String.format(
                        Locale.ROOT,
                        "%.1f %% of E2E is not attributed to a stage (limit %.0f %%): client and server disagree about"
                                + " it.",
                        share * PERCENT,
                        StageBreakdown.UNATTRIBUTED_LIMIT * PERCENT))
                .forEach(sentences::add);
        return sentences;
    }

    /** Returns the rows of the table, without stages that no group spends time in. */
    public static List<List<String>> rows(StageBreakdown stages) {
        List<List<String>> rows = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            List<StageGroup> groups = new ArrayList<>(stages.e2e());
            groups.addAll(stages.ttft());
            if (groups.stream().noneMatch(group -> isVisible(group, stage))) {
                continue;
            }
            Optional<StageGroup> all = stages.e2e(StageBreakdown.ALL);
            rows.add(List.of(
                    stage.label(),
                    cell(all, stage),
                    all.map(group -> percent(group.share(stage))).orElse(""),
                    cell(stages.e2e(StageBreakdown.TYPICAL), stage),
                    cell(stages.e2e(StageBreakdown.SLOWEST), stage),
                    stage.isBeforeFirstToken() ? cell(stages.ttft(StageBreakdown.ALL), stage) : "",
                    stage.isBeforeFirstToken() ? cell(stages.ttft(StageBreakdown.AROUND_P99), stage) : ""));
        }
        rows.add(List.of(
                "sum",
                total(stages.e2e(StageBreakdown.ALL)),
                "",
                total(stages.e2e(StageBreakdown.TYPICAL)),
                total(stages.e2e(StageBreakdown.SLOWEST)),
                total(stages.ttft(StageBreakdown.ALL)),
                total(stages.ttft(StageBreakdown.AROUND_P99))));
        return rows;
    }

    /** Returns whether a group spends so much time in a stage that it is shown: less would be 0.0 %. */
    public static boolean isVisible(StageGroup group, Stage stage) {
        return Math.abs(group.share(stage)) >= LEAST_SHARE;
    }

    /** Writes a time in milliseconds as people say it: {@code 2.41 s}, {@code 846 ms}, {@code 1.9 ms}. */
    public static String time(double millis) {
        double size = Math.abs(millis);
        return size >= 10 * MILLIS_PER_SECOND
                ? String.format(Locale.ROOT, "%.1f s", millis / MILLIS_PER_SECOND)
                : size >= MILLIS_PER_SECOND
                        ? String.format(Locale.ROOT, "%.2f s", millis / MILLIS_PER_SECOND)
                        : String.format(Locale.ROOT, size >= 100 ? "%.0f ms" : "%.1f ms", millis);
    }

    private static Optional<String> largest(StageGroup group) {
        return group.millis().keySet().stream()
                .filter(stage -> stage != Stage.REST)
                .max(Comparator.comparingDouble(group::millis))
                .filter(stage -> group.millis(stage) > 0)
                .map(stage -> "Of " + name(group) + " (" + time(group.totalMillis()) + ", "
                        + count(group.requests()) + "), " + time(group.millis(stage)) + " were " + stage.phrase() + " ("
                        + percent(group.share(stage)) + ").");
    }

    private static String name(StageGroup group) {
        boolean ttft = !group.millis().containsKey(Stage.DECODE);
        String metric = ttft ? "TTFT" : "E2E";
        return group.name().equals(StageBreakdown.ALL) ? "the mean " + metric : metric + " " + group.name();
    }

    private static Optional<String> growth(StageBreakdown stages) {
        Optional<StageGroup> typical = stages.e2e(StageBreakdown.TYPICAL);
        Optional<StageGroup> slowest = stages.e2e(StageBreakdown.SLOWEST);
        return stages.grewMost()
                .filter(stage -> slowest.orElseThrow().totalMillis()
                        > typical.orElseThrow().totalMillis())
                .map(stage -> "The slowest 1 % (" + count(slowest.orElseThrow().requests()) + ") took "
                        + time(slowest.get().totalMillis()) + " against "
                        + time(typical.orElseThrow().totalMillis())
                        + " for the middle half; the stage that grew most is "
                        + stage.label() + ", from " + time(typical.get().millis(stage)) + " to "
                        + time(slowest.get().millis(stage)) + ".");
    }

    private static String source(StageBreakdown stages) {
        if (stages.source() == Source.HISTOGRAMS) {
            return "Means of all requests only, from the histograms of /metrics; for single requests start vLLM with"
                    + " --enable-per-request-metrics.";
        }
        boolean frontEnd =
                stages.e2e().stream().anyMatch(group -> group.millis().containsKey(Stage.FRONT_END));
        return "From the " + stages.source().label() + " of " + stages.joined() + " of " + stages.completed()
                + " completed requests" + (frontEnd ? "." : "; network includes the server's front end.");
    }

    private static String count(long requests) {
        return requests + (requests == 1 ? " request" : " requests");
    }

    private static String cell(Optional<StageGroup> group, Stage stage) {
        return group.filter(found -> found.millis().containsKey(stage))
                .map(found -> time(found.millis(stage)))
                .orElse("");
    }

    private static String total(Optional<StageGroup> group) {
        return group.map(found -> time(found.totalMillis())).orElse("");
    }

    private static String percent(double share) {
        return TrafficWords.percent(share);
    }
}
