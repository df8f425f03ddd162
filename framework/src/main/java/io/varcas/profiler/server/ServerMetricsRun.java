package io.varcas.profiler.server;

import io.varcas.annotation.Profile;
import io.varcas.profiler.Aggregate;
import io.varcas.profiler.Attachment;
import io.varcas.profiler.Column;
import io.varcas.profiler.ProfilerResult;
import io.varcas.profiler.ProfilerRun;
import io.varcas.profiler.Reading;
import io.varcas.profiler.ReadingNames;
import io.varcas.profiler.Row;
import io.varcas.profiler.SeriesRecorder;
import io.varcas.profiler.SeriesRecorder.Measure;
import io.varcas.profiler.TimeSeries;
import io.varcas.profiler.prometheus.MetricsPage;
import io.varcas.profiler.server.EndpointReader.Outcome;
import io.varcas.profiler.server.PooledDelta.Pages;
import io.varcas.profiler.server.ServerMetric.Kind;
import io.varcas.setting.Secrets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Scrapes of one or several addresses, whose numbers are added up. Gauges become columns as they are; counters become columns of their
 * rate since the scrape before. A scrape that fails is a row of nothing, never of zeros, and so is the sum with it.
 */
final class ServerMetricsRun implements ProfilerRun {

    private final List<Endpoint> endpoints;
    private final List<List<Row>> rows = new ArrayList<>();
    private final List<Row> sums = new ArrayList<>();
    private final EndpointReader reader;
    private final LongSupplier elapsedNanos;
    private final List<ServerMetric> metrics;
    private final List<ServerMetric> columns;
    private final IterationSeries iterations;
    private long beganNanos = Long.MIN_VALUE;
    private long endedNanos = Long.MAX_VALUE;

    ServerMetricsRun(MetricsSource source, LongSupplier elapsedNanos, List<ServerMetric> metrics) {
        this(List.of(new Endpoint("/metrics", source, columns(metrics))), elapsedNanos, metrics);
    }

    ServerMetricsRun(List<Endpoint> endpoints, LongSupplier elapsedNanos, List<ServerMetric> metrics) {
        this.endpoints = List.copyOf(endpoints);
        this.elapsedNanos = elapsedNanos;
        this.metrics = metrics;
        columns = columns(metrics);
        iterations = new IterationSeries(metrics);
        reader = new EndpointReader(endpoints.size(), elapsedNanos);
        endpoints.forEach(endpoint -> rows.add(new ArrayList<>()));
    }

    /** Returns the metrics that are columns of the rows. */
    static List<ServerMetric> columns(List<ServerMetric> metrics) {
        return metrics.stream()
                .filter(metric -> metric.kind() != Kind.HISTOGRAM)
                .toList();
    }

    @Override
    public void sample() {
        scrape();
    }

    @Override
    public void measuring() {
        List<Outcome> outcomes = scrape();
        forEach(outcomes, Endpoint::measuring);
        beganNanos = sums.get(sums.size() - 1).elapsedNanos();
    }

    @Override
    public void iterationEnded() {
        List<Outcome> outcomes = scrape();
        List<Pages> pages = new ArrayList<>();
        for (int i = 0; i < endpoints.size(); i++) {
            endpoints.get(i).iterationEnded(outcomes.get(i).read()).ifPresent(pages::add);
        }
        iterations.add(
                sums.get(sums.size() - 1).elapsedNanos(),
                pages.size() == endpoints.size() ? Optional.of(new PooledDelta(pages)) : Optional.empty());
    }

    @Override
    public void measured() {
        List<Outcome> outcomes = scrape();
        forEach(outcomes, Endpoint::measured);
        endedNanos = sums.get(sums.size() - 1).elapsedNanos();
    }

    /** A step of an endpoint once its page was read, or was not. */
    private interface Step {
        void take(Endpoint endpoint, boolean read);
    }

    private void forEach(List<Outcome> outcomes, Step step) {
        for (int i = 0; i < endpoints.size(); i++) {
            step.take(endpoints.get(i), outcomes.get(i).read());
        }
    }

    private List<Outcome> scrape() {
        List<Outcome> outcomes = reader.read(endpoints);
        List<List<OptionalDouble>> parts = new ArrayList<>();
        for (int i = 0; i < endpoints.size(); i++) {
            Outcome outcome = outcomes.get(i);
            Endpoint endpoint = endpoints.get(i);
            List<OptionalDouble> row = outcome.read()
                    ? endpoint.took(outcome.elapsedNanos(), outcome.text())
                    : endpoint.failed(outcome.text());
            rows.get(i).add(new Row(outcome.elapsedNanos(), row));
            parts.add(row);
        }
        long now = outcomes.stream().mapToLong(Outcome::elapsedNanos).max().orElseGet(elapsedNanos);
        sums.add(new Row(now, sum(parts)));
        return outcomes;
    }

    private List<OptionalDouble> sum(List<List<OptionalDouble>> parts) {
        List<OptionalDouble> sum = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            int at = column;
            List<OptionalDouble> values =
                    parts.stream().map(part -> part.get(at)).toList();
            if (values.stream().anyMatch(OptionalDouble::isEmpty)) {
                sum.add(OptionalDouble.empty());
            } else {
                var numbers = values.stream().mapToDouble(OptionalDouble::getAsDouble);
                sum.add(columns.get(at).kind() == Kind.GAUGE_MAX ? numbers.max() : OptionalDouble.of(numbers.sum()));
            }
        }
        return sum;
    }

    @Override
    public ProfilerResult stop() {
        reader.close();
        endpoints.forEach(Endpoint::close);
        boolean mixed = endpoints.stream().anyMatch(Endpoint::isMixed);
        Optional<String> obstacle = endpoints.stream()
                .flatMap(endpoint -> endpoint.obstacle().stream())
                .findFirst();
        List<Pages> pages = endpoints.stream()
                .flatMap(endpoint -> endpoint.measuredPages().stream())
                .toList();
        SeriesRecorder total = recorder(Profile.SERVER_METRICS, sums, mixed);
        List<TimeSeries> series = new ArrayList<>(List.of(total.series()));
        List<Reading> summary = new ArrayList<>(gauges(total));
        summary.addAll(
                new ServerMetricsSummary(new PooledDelta(obstacle.isEmpty() ? pages : List.of()), obstacle.orElse(""))
                        .of(metrics));
        if (endpoints.size() > 1) {
            for (int i = 0; i < endpoints.size(); i++) {
                Endpoint endpoint = endpoints.get(i);
                SeriesRecorder own = recorder(Profile.SERVER_METRICS + "-" + (i + 1), rows.get(i), endpoint.isMixed());
                series.add(named(own.series(), endpoint));
                summary.addAll(ofEndpoint(endpoint, own));
            }
        }
        summary.addAll(aboutScrapes());
        return new ProfilerResult(
                Profile.SERVER_METRICS, obstacle.or(() -> foreign(pages)), series, summary, attachments(mixed));
    }

    /** Gauges and counters of one of several addresses; its histograms by their means. */
    private List<Reading> ofEndpoint(Endpoint endpoint, SeriesRecorder own) {
        List<Reading> readings = new ArrayList<>(gauges(own));
        Optional<String> obstacle = endpoint.obstacle();
        List<Pages> pages = obstacle.isPresent()
                ? List.of()
                : endpoint.measuredPages().stream().toList();
        new ServerMetricsSummary(new PooledDelta(pages), obstacle.orElse(""))
                .of(metrics).stream()
                        .filter(reading -> !reading.name().matches(".*\\.p\\d+"))
                        .forEach(readings::add);
        return readings.stream()
                .map(reading ->
                        new Reading(reading.name() + suffix(endpoint), reading.unit(), reading.value(), reading.note()))
                .toList();
    }

    /** Names the address in each column, so that charts tell the addresses apart. */
    private static TimeSeries named(TimeSeries series, Endpoint endpoint) {
        return new TimeSeries(
                series.name(),
                series.columns().stream()
                        .map(column -> new Column(column.name() + suffix(endpoint), column.unit()))
                        .toList(),
                series.rows());
    }

    private static String suffix(Endpoint endpoint) {
        return " [" + endpoint.name() + "]";
    }

    private SeriesRecorder recorder(String name, List<Row> values, boolean mixed) {
        SeriesRecorder recorder = new SeriesRecorder(
                name, columns.stream().map(ServerMetricsRun::measure).toList());
        values.forEach(row -> recorder.add(
                row.elapsedNanos(),
                mixed
                        ? row.values().stream()
                                .map(value -> OptionalDouble.empty())
                                .toList()
                        : row.values()));
        recorder.begin(beganNanos);
        recorder.end(endedNanos);
        return recorder;
    }

    private static Measure measure(ServerMetric metric) {
        return metric.kind() == Kind.COUNTER
                ? Measure.of(metric.name() + ".rate", metric.unit() + "/s")
                : Measure.of(metric.name(), metric.unit(), Aggregate.MEAN, Aggregate.MAX);
    }

    /** Readings of the rows, without those that only servers with certain flags have. */
    private List<Reading> gauges(SeriesRecorder recorder) {
        Set<String> optional = new LinkedHashSet<>();
        columns.stream().filter(ServerMetric::optional).forEach(metric -> optional.add(metric.name()));
        return recorder.summary().stream()
                .filter(reading -> reading.value().isPresent()
                        || optional.stream().noneMatch(name -> reading.name().startsWith(name + ".")))
                .toList();
    }

    private List<Reading> aboutScrapes() {
        List<Reading> readings = new ArrayList<>();
        readings.add(Reading.of(
                "server.scrapes.failed",
                "scrapes",
                endpoints.stream().mapToInt(Endpoint::failures).sum()));
        if (endpoints.stream()
                .allMatch(endpoint ->
                        endpoint.before().isPresent() && endpoint.after().isPresent())) {
            readings.add(Reading.of(ReadingNames.SERVER_SCRAPE_BEGIN, "s", beganNanos / 1e9));
            readings.add(Reading.of(ReadingNames.SERVER_SCRAPE_END, "s", endedNanos / 1e9));
            readings.add(Reading.of(
                    ReadingNames.SERVER_UNCHANGED,
                    "s",
                    endpoints.stream()
                            .mapToDouble(Endpoint::unchangedSeconds)
                            .max()
                            .orElse(0)));
        }
        return readings;
    }

    /** Returns the problem of a page that has none of vLLM's metrics. */
    private Optional<String> foreign(List<Pages> pages) {
        for (int i = 0; i < pages.size(); i++) {
            MetricsPage page = pages.get(i).after();
            if (metrics.stream().noneMatch(metric -> metric.exposedAs(page).isPresent())) {
                return Optional.of(endpoints.get(i).name()
                        + " has none of vLLM's metrics, whose names begin with vllm: or, behind Ray, with ray_vllm_"
                        + (page.names().isEmpty() ? "; it is empty" : ""));
            }
        }
        return Optional.empty();
    }

    private List<Attachment> attachments(boolean mixed) {
        List<Attachment> pages = new ArrayList<>();
        if (!mixed) {
            pages.add(iterations.file());
        }
        for (int i = 0; i < endpoints.size(); i++) {
            String number = endpoints.size() > 1 ? "-" + (i + 1) : "";
            attach("metrics-before" + number + ".txt", endpoints.get(i).before(), pages);
            attach("metrics-after" + number + ".txt", endpoints.get(i).after(), pages);
        }
        return pages;
    }

    private static void attach(String fileName, Optional<Endpoint.Scrape> scrape, List<Attachment> pages) {
        scrape.ifPresent(page -> pages.add(new Attachment(fileName, Secrets.HERE.redacted(page.text()))));
    }
}
