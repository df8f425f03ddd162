package io.varcas.profiler.server;

import io.varcas.profiler.prometheus.MetricsPage;
import io.varcas.profiler.server.ServerMetric.Kind;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One address of metrics, read again and again: its rows, its processes, and its pages at the ends of what is measured. */
final class Endpoint implements AutoCloseable {

    /**
     * A page that was read.
     *
     * @param elapsedNanos when, on the clock of the load
     * @param text the page
     * @param columns the samples that the columns need
     */
    record Scrape(long elapsedNanos, String text, MetricsPage columns) {}

    private final String name;
    private final MetricsSource source;
    private final List<ServerMetric> columns;
    private final Set<String> watched = new HashSet<>(ProcessHistory.NAMES);
    private final ProcessHistory processes = new ProcessHistory();
    private @Nullable Scrape last;
    private @Nullable Scrape before;
    private @Nullable Scrape after;
    private @Nullable MetricsPage iterationBegan;
    private int changesThen;
    private long unchangedSinceNanos;
    private long longestUnchangedNanos;
    private int failures;
    private String lastFailure = "";

    /**
     * @param name what it is called in results
     * @param source reads its page
     * @param columns the metrics of its rows
     */
    Endpoint(String name, MetricsSource source, List<ServerMetric> columns) {
        this.name = name;
        this.source = source;
        this.columns = columns;
        columns.stream()
                .flatMap(metric -> metric.aliases().stream().flatMap(alias -> alias.names(metric.kind())))
                .forEach(watched::add);
    }

    String name() {
        return name;
    }

    /** Reads the page; changes nothing here, so that addresses are read side by side. */
    String read() throws IOException {
        return source.read();
    }

    /** Takes a page that was read, and returns its row. */
    List<OptionalDouble> took(long elapsedNanos, String text) {
        Scrape scrape = new Scrape(elapsedNanos, text, VllmPage.read(text, watched::contains));
        int changes = processes.changes();
        processes.add(scrape.columns());
        Scrape earlier = last;
        boolean same = changes == processes.changes();
        List<OptionalDouble> row = columns.stream()
                .map(metric -> metric.kind() != Kind.COUNTER
                        ? metric.value(scrape.columns())
                        : earlier != null && same ? rate(metric, earlier, scrape) : OptionalDouble.empty())
                .toList();
        if (earlier == null || !earlier.text().equals(text)) {
            unchangedSinceNanos = elapsedNanos;
        }
        longestUnchangedNanos = Math.max(longestUnchangedNanos, elapsedNanos - unchangedSinceNanos);
        last = scrape;
        return row;
    }

    /** Takes note that no page was read, and returns a row of nothing. */
    List<OptionalDouble> failed(String reason) {
        failures++;
        lastFailure = reason;
        return columns.stream().map(column -> OptionalDouble.empty()).toList();
    }

    private static OptionalDouble rate(ServerMetric counter, Scrape earlier, Scrape later) {
        OptionalDouble from = counter.value(earlier.columns());
        OptionalDouble to = counter.value(later.columns());
        double seconds = (later.elapsedNanos() - earlier.elapsedNanos()) / 1e9;
        return from.isEmpty() || to.isEmpty() || to.getAsDouble() < from.getAsDouble() || seconds <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((to.getAsDouble() - from.getAsDouble()) / seconds);
    }

    /** Marks the last scrape as the one before what is measured; none if it failed. */
    void measuring(boolean read) {
        before = read ? last : null;
        processes.begin();
        unchangedSinceNanos = last == null ? 0 : last.elapsedNanos();
        longestUnchangedNanos = 0;
        markIteration(read);
    }

    /** Marks the last scrape as the one after what is measured; none if it failed. */
    void measured(boolean read) {
        after = read ? last : null;
    }

    /** Returns the pages at both ends of the iteration that just ended, and begins the next; empty if they are not of one process. */
    Optional<PooledDelta.Pages> iterationEnded(boolean read) {
        MetricsPage began = iterationBegan;
        int changes = changesThen;
        markIteration(read);
        MetricsPage ended = iterationBegan;
        return began == null || ended == null || changes != changesThen
                ? Optional.empty()
                : Optional.of(new PooledDelta.Pages(began, ended));
    }

    private void markIteration(boolean read) {
        iterationBegan = read && last != null ? whole(last) : null;
        changesThen = processes.changes();
    }

    private static MetricsPage whole(Scrape scrape) {
        return VllmPage.read(scrape.text(), any -> true);
    }

    /** Returns the page before what is measured. */
    Optional<Scrape> before() {
        return Optional.ofNullable(before);
    }

    /** Returns the page after what is measured. */
    Optional<Scrape> after() {
        return Optional.ofNullable(after);
    }

    /** Returns the pages before and after what is measured; empty if one was not read. */
    Optional<PooledDelta.Pages> measuredPages() {
        Scrape first = before;
        Scrape second = after;
        return first == null || second == null
                ? Optional.empty()
                : Optional.of(new PooledDelta.Pages(whole(first), whole(second)));
    }

    /** Returns why the counters of what is measured cannot be told, in one line; empty if they can. */
    Optional<String> obstacle() {
        if (processes.isSeveral()) {
            return Optional.of("several processes respond at " + name
                    + " in turn, so that its numbers are of one or the other; name the page of each with -metricsUrl");
        }
        if (before == null || after == null) {
            return Optional.of("the server's counters were not measured: " + name + " was not read "
                    + (before == null ? "before" : "after") + " the measurement phase"
                    + (lastFailure.isEmpty() ? "" : "; the last failure was: " + lastFailure));
        }
        if (processes.restarted()) {
            return Optional.of("the server's counters were not measured: the server behind " + name
                    + " restarted in the measurement phase");
        }
        return Optional.empty();
    }

    /** Returns whether several processes respond in turn. */
    boolean isMixed() {
        return processes.isSeveral();
    }

    /** Returns the longest time in what is measured for which the page stayed the same, in seconds. */
    double unchangedSeconds() {
        return longestUnchangedNanos / 1e9;
    }

    int failures() {
        return failures;
    }

    @Override
    public void close() {
        source.close();
    }
}
