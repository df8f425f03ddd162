package io.varcas.tune.race;

import io.varcas.text.NumberText;
import io.varcas.tune.race.Field.BatchForecast;
import io.varcas.tune.race.TuneResult.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The result of tuning as tables, which text and page share. */
public final class TuneTables {

    /**
     * A table of texts.
     *
     * @param title its title
     * @param heads heads of the columns
     * @param rows the rows, each with a text for every column
     */
    public record Table(String title, List<String> heads, List<List<String>> rows) {

        /** Copies the lists. */
        public Table {
            heads = List.copyOf(heads);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    private TuneTables() {}

    /** Returns the tables that have rows: the race, the trade-off, predictions by batch size, the flags of each run. */
    public static List<Table> of(TuneResult result) {
        List<Table> tables = new ArrayList<>();
        tables.add(race(result));
        tables.add(points(result));
        tables.add(batches(result.batches()));
        tables.add(runs(result));
        tables.removeIf(table -> table.rows().isEmpty());
        return tables;
    }

    private static Table race(TuneResult result) {
        List<List<String>> rows = new ArrayList<>();
        for (Standing standing : result.standings()) {
            Standing own = result.standings().get(0);
            boolean isBaseline = standing.contender().isBaseline();
            boolean measured = standing.mean() > Double.NEGATIVE_INFINITY;
            String gain = isBaseline ? "" : percent(Math.expm1(standing.mean() - own.mean()));
            rows.add(List.of(
                    standing.contender().name(),
                    standing.contender()
                            .predictedGain()
                            .map(TuneTables::percent)
                            .orElse(""),
                    String.valueOf(standing.scores().stream()
                            .filter(OptionalDouble::isPresent)
                            .count()),
                    measured ? gain : "not measured",
                    standing.out().orElse(isBaseline ? "" : "in to the end")));
        }
        return new Table(
                "Race by " + result.aim().title(),
                List.of("contender", "#predicted", "#rounds", "#measured", "state"),
                rows);
    }

    private static Table points(TuneResult result) {
        List<Point> front = result.front();
        return new Table(
                "Throughput against " + result.aim().latency() + " (* no other is better in both)",
                List.of(
                        "contender",
                        "#runs",
                        "#output tok/s",
                        "#" + result.aim().latency() + " ms",
                        "front"),
                result.points().stream()
                        .map(point -> List.of(
                                point.name(),
                                String.valueOf(point.runs()),
                                NumberText.of(point.outputPerSecond()),
                                NumberText.of(point.latencyMillis()),
                                front.contains(point) ? "*" : ""))
                        .toList());
    }

    private static Table batches(List<BatchForecast> batches) {
        return new Table(
                "Predicted by batch size, all else as in the baseline",
                List.of("max-num-seqs", "#output tok/s", "#latency ms", "#running", "#waiting", "#KV pool"),
                batches.stream()
                        .map(batch -> List.of(
                                batch.value(),
                                NumberText.of(batch.forecast().outputPerSecond()),
                                NumberText.of(batch.forecast().latency()),
                                NumberText.of(batch.forecast().running()),
                                NumberText.of(batch.forecast().waiting()),
                                String.format(
                                        Locale.ROOT,
                                        "%.0f %%",
                                        100 * batch.forecast().kvUsage())))
                        .toList());
    }

    private static Table runs(TuneResult result) {
        return new Table(
                "Runs, with the flags that the servers report",
                List.of("run", "contender", "flags", "bundle"),
                result.runs().stream()
                        .map(run -> List.of(
                                run.phase() + " " + (run.round() + 1),
                                run.contender(),
                                run.error().isEmpty() ? reported(run.flags()) : "failed: " + run.error(),
                                run.bundle()))
                        .toList());
    }

    private static String reported(Map<String, String> flags) {
        return flags.entrySet().stream()
                .map(flag -> flag.getKey() + " " + (flag.getValue().isEmpty() ? "not reported" : flag.getValue()))
                .collect(Collectors.joining(", "));
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%+.1f %%", 100 * share);
    }
}
