package io.varcas.reports.chart;

import io.varcas.profiler.Column;
import io.varcas.profiler.Row;
import io.varcas.profiler.TimeSeries;
import io.varcas.reports.DoubleSeries;
import io.varcas.reports.log.SeriesFile;
import io.varcas.reports.log.TimeCourse;
import io.varcas.reports.log.TimeRange;
import io.varcas.result.ForkResult;
import io.varcas.result.ProfileResult;
import io.varcas.result.ResultBundle;
import io.varcas.result.TrialResult;
import io.varcas.validation.FailureText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Charts of profiler data over time: server, GPUs, host and client. */
public final class ProfilerCharts {

    private static final List<ProfilerPanel> PANELS = ProfilerPanel.all();
    private static final ProfilerPanel OTHER = new ProfilerPanel("Other telemetry", "value", Pattern.compile(""), "");
    private static final int MOST_POINTS = 300;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Units of columns as people write them. */
    private static final Map<String, String> SHORT = Map.of("ratio", "%", "tokens/s", "tok/s", "requests/s", "req/s");

    private static final Pattern GPU_POWER = Pattern.compile("gpu[0-9]+\\.power");
    private static final String CACHED = "server.tokens.cached.rate";
    private static final String INPUT = "server.tokens.input.rate";

    private final ResultBundle bundle;
    private final Optional<TimeCourse> course;
    private final Map<Key, Map<String, Trace>> panels = new LinkedHashMap<>();
    private final List<String> zero = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /** A chart to be: columns of different units never share one. */
    private record Key(ProfilerPanel panel, String unit) {

        /** Groups series without a panel by unit. */
        String title() {
            return panel.equals(OTHER) && !unit.isEmpty() ? panel.title() + " in " + unit : panel.title();
        }
    }

    private static final class Trace {
        private final List<double[]> points = new ArrayList<>();

        boolean isZero() {
            return points.stream().allMatch(point -> point[1] == 0);
        }

        Series series(String name) {
            return Series.line(
                    name,
                    DoubleSeries.of(points.stream().mapToDouble(point -> point[0])),
                    DoubleSeries.of(points.stream().mapToDouble(point -> point[1])));
        }
    }

    private ProfilerCharts(ResultBundle bundle, Optional<TimeCourse> course) {
        this.bundle = bundle;
        this.course = course;
    }

    /**
     * The charts of a trial's time series.
     *
     * @param charts the charts
     * @param zero names of the series that are zero all the time, which are in no chart
     * @param problems a line for each file that could not be drawn
     */
    public record Drawing(List<Chart> charts, List<String> zero, List<String> problems) {

        /** Copies the lists. */
        public Drawing {
            charts = List.copyOf(charts);
            zero = List.copyOf(zero);
            problems = List.copyOf(problems);
        }
    }

    /**
     * Draws every time series of a trial. A file of a profiler that cannot be read costs its chart and nothing else.
     *
     * @param course the trial over time, for its bands
     */
    public static Drawing of(ResultBundle bundle, TrialResult trial, Optional<TimeCourse> course) {
        ProfilerCharts charts = new ProfilerCharts(bundle, course);
        for (ForkResult fork : trial.forkResults()) {
            for (ProfileResult profile : fork.profiles().values()) {
                for (String file : profile.files()) {
                    charts.file(fork, file);
                }
            }
        }
        return new Drawing(charts.drawn(), charts.zero, charts.problems);
    }

    private void file(ForkResult fork, String name) {
        try {
            Optional<Path> file = name.endsWith(".csv") ? bundle.file(name) : Optional.empty();
            Optional<TimeSeries> series = file.isPresent() ? SeriesFile.read(file.get()) : Optional.empty();
            series.ifPresent(found -> draw(found, offsetSeconds(fork.index())));
        } catch (IOException unreadable) {
            problems.add("not drawn: " + FailureText.of(unreadable));
        }
    }

    private void draw(TimeSeries series, double offset) {
        for (int i = 0; i < series.columns().size(); i++) {
            int column = i;
            add(series, offset, series.columns().get(i), row -> row.values().get(column));
        }
        hitRate(series, offset);
        tokensPerJoule(series, offset);
    }

    private void hitRate(TimeSeries series, double offset) {
        List<String> names = series.columns().stream().map(Column::name).toList();
        int cached = names.indexOf(CACHED);
        int input = names.indexOf(INPUT);
        if (cached >= 0 && input >= 0) {
            add(series, offset, new Column(ProfilerPanel.HIT_RATE, "ratio"), row -> {
                OptionalDouble part = row.values().get(cached);
                OptionalDouble whole = row.values().get(input);
                return part.isPresent() && whole.orElse(0) > 0
                        ? OptionalDouble.of(part.getAsDouble() / whole.getAsDouble())
                        : OptionalDouble.empty();
            });
        }
    }

    /** A watt is a joule a second: tokens a second over watts are tokens per joule. */
    private void tokensPerJoule(TimeSeries series, double offset) {
        List<Integer> powers = new ArrayList<>();
        for (int i = 0; i < series.columns().size(); i++) {
            if (GPU_POWER.matcher(series.columns().get(i).name()).matches()) {
                powers.add(i);
            }
        }
        if (!powers.isEmpty() && course.isPresent()) {
            add(series, offset, new Column(ProfilerPanel.TOKENS_PER_JOULE, "tok/J"), row -> {
                double watts = powers.stream()
                        .mapToDouble(power -> row.values().get(power).orElse(Double.NaN))
                        .sum();
                double tokens = course.get().outputTokensAt(offset + row.elapsedNanos() / NANOS_PER_SECOND);
                return watts > 0 && !Double.isNaN(tokens) ? OptionalDouble.of(tokens / watts) : OptionalDouble.empty();
            });
        }
    }

    /** A number of a row. */
    private interface Cell {
        OptionalDouble of(Row row);
    }

    /** Long series are thinned to means of neighbours. */
    private void add(TimeSeries series, double offset, Column column, Cell cell) {
        boolean ratio = column.unit().equals("ratio");
        Trace trace = panels.computeIfAbsent(
                        key(column, SHORT.getOrDefault(column.unit(), column.unit())), key -> new LinkedHashMap<>())
                .computeIfAbsent(column.name(), name -> new Trace());
        int each = (series.rows().size() + MOST_POINTS - 1) / MOST_POINTS;
        for (int from = 0; from < series.rows().size(); from += each) {
            List<Row> rows = series.rows()
                    .subList(from, Math.min(from + each, series.rows().size()));
            double mean = rows.stream()
                    .map(cell::of)
                    .filter(OptionalDouble::isPresent)
                    .mapToDouble(OptionalDouble::getAsDouble)
                    .average()
                    .orElse(Double.NaN);
            double at = rows.stream()
                    .mapToDouble(row -> row.elapsedNanos() / 1e9)
                    .average()
                    .orElse(0);
            trace.points.add(new double[] {offset + at, ratio ? 100 * mean : mean});
        }
    }

    private static Key key(Column column, String unit) {
        return new Key(
                PANELS.stream()
                        .filter(panel -> panel.columns().matcher(column.name()).matches())
                        .findFirst()
                        .orElse(OTHER),
                unit);
    }

    private double offsetSeconds(int fork) {
        return course.stream()
                .flatMap(one -> one.stretches().stream())
                .filter(stretch -> stretch.fork() == fork)
                .mapToDouble(TimeRange::fromSeconds)
                .min()
                .orElse(0);
    }

    private static int order(Key key) {
        int place = PANELS.indexOf(key.panel());
        return place < 0 ? PANELS.size() : place;
    }

    private List<Chart> drawn() {
        List<Band> bands = course.map(one -> TimeCharts.bands(one.stretches())).orElse(List.of());
        List<Chart> charts = new ArrayList<>();
        panels.entrySet().stream()
                .sorted(Comparator.comparing(entry -> order(entry.getKey())))
                .forEach(entry -> {
                    Key key = entry.getKey();
                    List<Series> series = new ArrayList<>();
                    entry.getValue().forEach((name, trace) -> {
                        if (trace.isZero()) {
                            zero.add(name);
                        } else {
                            series.add(trace.series(name));
                        }
                    });
                    charts.add(Chart.of(
                                    key.title(),
                                    key.panel().note(),
                                    Axis.linear("time", "s"),
                                    Axis.linear(key.panel().label(), key.unit()),
                                    series)
                            .withBands(bands));
                });
        return charts.stream().filter(chart -> !chart.isEmpty()).toList();
    }
}
