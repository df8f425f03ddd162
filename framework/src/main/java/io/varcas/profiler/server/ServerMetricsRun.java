package io.varcas.profiler.server;

import io.varcas.annotation.Profile;
import io.varcas.profiler.Aggregate;
import io.varcas.profiler.Attachment;
import io.varcas.profiler.ProfilerResult;
import io.varcas.profiler.ProfilerRun;
import io.varcas.profiler.Reading;
import io.varcas.profiler.SeriesRecorder;
import io.varcas.profiler.SeriesRecorder.Measure;
import io.varcas.profiler.prometheus.MetricsPage;
import io.varcas.profiler.server.ServerMetric.Kind;
import io.varcas.setting.Secrets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Scrapes. Gauges become columns as they are; counters become columns of their rate since the scrape before. A scrape that fails is a
 * row of nothing, never of zeros.
 */
final class ServerMetricsRun implements ProfilerRun {

    /**
     * One page that was read.
     *
     * @param page what the columns need of it
     */
    record Scrape(long elapsedNanos, String text, MetricsPage page) {}

    private final MetricsSource source;
    private final LongSupplier elapsedNanos;
    private final List<ServerMetric> columns;
    private final Set<String> watched;
    private final List<ServerMetric> metrics;
    private final SeriesRecorder recorder;
    private @Nullable Scrape last;
    private @Nullable Scrape before;
    private @Nullable Scrape after;
    private int failures;
    private String lastFailure = "";

    ServerMetricsRun(MetricsSource source, LongSupplier elapsedNanos, List<ServerMetric> metrics) {
        this.source = source;
        this.elapsedNanos = elapsedNanos;
        this.metrics = metrics;
        columns = metrics.stream()
                .filter(metric -> metric.kind() != Kind.HISTOGRAM)
                .toList();
        watched = columns.stream()
                .flatMap(metric -> metric.aliases().stream())
                .map(ServerMetric.Alias::series)
                .collect(Collectors.toSet());
        recorder = new SeriesRecorder(
                Profile.SERVER_METRICS,
                columns.stream().map(ServerMetricsRun::measure).toList());
    }

    private static Measure measure(ServerMetric metric) {
        return metric.kind() == Kind.COUNTER
                ? Measure.of(metric.name() + ".rate", metric.unit() + "/s")
                : Measure.of(metric.name(), metric.unit(), Aggregate.MEAN, Aggregate.MAX);
    }

    @Override
    public void sample() {
        scrape();
    }

    @Override
    public void measuring() {
        before = scrape();
        recorder.begin(before == null ? elapsedNanos.getAsLong() : before.elapsedNanos());
    }

    @Override
    public void measured() {
        after = scrape();
        recorder.end(after == null ? elapsedNanos.getAsLong() : after.elapsedNanos());
    }

    @Override
    public ProfilerResult stop() {
        source.close();
        List<Reading> summary = new ArrayList<>(recorder.summary());
        List<Attachment> pages = new ArrayList<>();
        Optional<String> problem = Optional.empty();
        if (before != null && after != null) {
            MetricsPage end = MetricsPage.parse(after.text());
            summary.addAll(new ServerMetricsSummary(MetricsPage.parse(before.text()), end).of(metrics));
            problem = foreign(end);
        } else {
            problem = Optional.of("the server's counters were not measured: /metrics was not read "
                    + (before == null ? "before" : "after") + " the measurement phase"
                    + (lastFailure.isEmpty() ? "" : "; " + lastFailure));
        }
        attach("metrics-before.txt", before, pages);
        attach("metrics-after.txt", after, pages);
        summary.add(Reading.of("server.scrapes.failed", "scrapes", failures));
        return new ProfilerResult(Profile.SERVER_METRICS, problem, List.of(recorder.series()), summary, pages);
    }

    /** Returns the problem of a page that has none of vLLM's metrics. */
    private Optional<String> foreign(MetricsPage page) {
        if (metrics.stream().anyMatch(metric -> metric.exposedAs(page).isPresent())) {
            return Optional.empty();
        }
        return Optional.of("/metrics has none of vLLM's metrics, whose names begin with vllm:"
                + page.names().stream()
                        .filter(name -> name.matches("\\w{0,40}vllm[\\w:]{1,60}"))
                        .findFirst()
                        .map(name -> "; it has " + name
                                + ", but the names that Ray uses (ray_vllm_...), which are not supported")
                        .orElse(page.names().isEmpty() ? "; it is empty" : ""));
    }

    private static void attach(String fileName, @Nullable Scrape scrape, List<Attachment> pages) {
        if (scrape != null) {
            pages.add(new Attachment(fileName, Secrets.HERE.redacted(scrape.text())));
        }
    }

    private @Nullable Scrape scrape() {
        try {
            String text = source.read();
            Scrape scrape = new Scrape(elapsedNanos.getAsLong(), text, MetricsPage.parse(text, watched::contains));
            recorder.add(scrape.elapsedNanos(), row(scrape));
            last = scrape;
            return scrape;
        } catch (IOException failed) {
            failures++;
            lastFailure = "the last failure was: " + failed.getMessage();
            recorder.add(
                    elapsedNanos.getAsLong(),
                    columns.stream().map(column -> OptionalDouble.empty()).toList());
            return null;
        }
    }

    private List<OptionalDouble> row(Scrape scrape) {
        return columns.stream()
                .map(metric -> metric.kind() == Kind.COUNTER ? rate(metric, scrape) : metric.value(scrape.page()))
                .toList();
    }

    private OptionalDouble rate(ServerMetric counter, Scrape scrape) {
        OptionalDouble value = counter.value(scrape.page());
        OptionalDouble earlier = last == null ? OptionalDouble.empty() : counter.value(last.page());
        if (last == null || value.isEmpty() || earlier.isEmpty() || value.getAsDouble() < earlier.getAsDouble()) {
            return OptionalDouble.empty();
        }
        double seconds = (scrape.elapsedNanos() - last.elapsedNanos()) / 1e9;
        return seconds > 0
                ? OptionalDouble.of((value.getAsDouble() - earlier.getAsDouble()) / seconds)
                : OptionalDouble.empty();
    }
}
