package io.varcas.reports.trend;

import io.varcas.compare.Percentage;
import io.varcas.history.HistoryValue;
import io.varcas.history.IndexedRun;
import io.varcas.history.MetricTrend;
import io.varcas.history.MetricTrend.Level;
import io.varcas.metric.DisplayUnit;
import io.varcas.result.RunVerdict;
import io.varcas.text.NumberText;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Words of trends that the formats share. */
public final class TrendWords {

    /** The rule by which a level changes, in a sentence or two. */
    public static final String RULE =
            "A change is a cut of the series whose difference of means is larger than 95 % of those of its"
                    + " permutations, with at least 2 runs on each side; \"change\" is from the run before and not tested."
                    + " INVALID and failed runs do not count.";

    private static final int SHORT_HASH = 10;
    private static final String NONE = "-";

    private TrendWords() {}

    /** Returns the heading of a trend: series, metric, unit and origin. */
    public static String title(MetricTrend trend) {
        String unit = unit(trend).isEmpty() ? "" : ", " + unit(trend);
        return trend.name() + ": " + trend.key() + unit + origin(trend);
    }

    /** Returns the unit of the values for people, as far as it needs no other numbers: {@code req/s}, and {@code ms} or {@code USD}. */
    public static String unit(MetricTrend trend) {
        DisplayUnit shown = DisplayUnit.of(trend.key().metric());
        return shown.factor() == 1 && !shown.whole() ? shown.name() : trend.unit();
    }

    private static String origin(MetricTrend trend) {
        String kind = trend.series()
                .map(series -> series.kind())
                .orElse(trend.points().get(0).run().simulated() ? "simulated" : "measured");
        return (kind.equals("measured") ? "" : ", " + kind.toUpperCase(Locale.ROOT))
                + (trend.series().isEmpty() ? ", indexed by an older version, settings unknown" : "");
    }

    /** Returns the time a run began, to the second. */
    public static String time(IndexedRun run) {
        return run.started().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Returns the first digits of the commit; {@code none} if there is none. */
    public static String commit(IndexedRun run) {
        return run.commit()
                .map(hash -> hash.substring(0, Math.min(SHORT_HASH, hash.length())))
                .orElse("none");
    }

    /** Returns the verdict of the trial behind a value. */
    public static String verdict(HistoryValue value) {
        return value.trial().verdict().map(RunVerdict::label).orElse("unknown").toUpperCase(Locale.ROOT);
    }

    /** Returns the tags of a run as {@code key=value}. */
    public static String tags(IndexedRun run) {
        return run.tags().entrySet().stream()
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Returns a number; {@code failed} where it falls among failed requests. */
    public static String number(double value) {
        return Double.isFinite(value) ? NumberText.of(value) : "failed";
    }

    /** Returns the ends of the confidence interval of a value, {@code inf} where it is open; a dash if it has none. */
    public static String interval(HistoryValue value) {
        return value.interval()
                .map(interval -> NumberText.of(interval.low()) + " .. " + NumberText.of(interval.high()))
                .orElse(NONE);
    }

    /** Returns the change of a value from the one before it that counts; a dash if one does not count. */
    static String change(MetricTrend trend, HistoryValue value) {
        List<HistoryValue> counting =
                trend.points().stream().filter(HistoryValue::counts).toList();
        int place = counting.indexOf(value);
        return place < 1 ? NONE : share(value.value() / counting.get(place - 1).value() - 1);
    }

    private static String share(double share) {
        return Double.isFinite(share) ? (share < 0 ? "" : "+") + Percentage.format(share) : NONE;
    }

    /** Returns a sentence for each change, or one that there is none, and one for each value that is left out. */
    static List<String> findings(MetricTrend trend) {
        List<String> sentences = new ArrayList<>(changes(trend));
        trend.leftOut().forEach(value -> sentences.add("left out: " + time(value.run()) + ", " + fault(value)));
        return sentences;
    }

    /** Returns why a value does not count. */
    public static String fault(HistoryValue value) {
        return value.trial().fault().orElse("the sample is too small");
    }

    /** Returns a sentence for each change, or one that there is none. */
    public static List<String> changes(MetricTrend trend) {
        List<String> sentences = new ArrayList<>();
        List<Level> levels = trend.levels();
        for (int i = 1; i < levels.size(); i++) {
            Level level = levels.get(i);
            sentences.add(String.format(
                    Locale.ROOT,
                    "changed at %s (commit %s): %s -> %s%s, p = %.3f",
                    time(level.first().run()),
                    commit(level.first().run()),
                    number(levels.get(i - 1).mean()),
                    number(level.mean()),
                    level.change().map(change -> ", " + share(change)).orElse(""),
                    level.pValue().orElse(1.0)));
        }
        int runs = levels.stream().mapToInt(level -> level.points().size()).sum();
        if (levels.size() == 1) {
            sentences.add(
                    runs < MetricTrend.FEWEST
                            ? "no change can be shown from " + runs + (runs == 1 ? " run" : " runs") + "; "
                                    + MetricTrend.FEWEST + " are needed"
                            : "no change shown in " + runs + " runs since "
                                    + time(levels.get(0).first().run()));
        }
        return sentences;
    }
}
