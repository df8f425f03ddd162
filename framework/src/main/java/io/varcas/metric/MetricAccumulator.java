package io.varcas.metric;

import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Gathers the metrics of some windows, request by request. Distributions and the five rates are of the requests that were due in the
 * windows, however long after them they ended; throughput and concurrency are of what happened in the windows, whenever the
 * requests of it were due.
 */
final class MetricAccumulator {

    private static final double NANOS_PER_SECOND = 1e9;

    private final LoadContext context;
    private final RequestDistributions distributions;
    private final List<Span> spans = new ArrayList<>();
    private final List<Span> busySpans = new ArrayList<>();
    private long measuredNanos;
    private long busyNanos;

    private long due;
    private long sent;
    private long completed;
    private long failed;
    private long unfinished;
    private long good;
    private long completedWithin;
    private long tokenEventsWithin;
    private double outputTokensWithin;
    private double promptTokensWithin;
    private long inFlight;
    private double inFlightNanos;
    private double usedNanos;

    MetricAccumulator(LoadContext context) {
        this.context = context;
        this.distributions = new RequestDistributions(context.bounds(), context.streamed());
    }

    /**
     * Adds the windows of a fork that the requests added next belong to, in place of those of the fork before.
     *
     * @param busyUntilNanos until when there was work for every user
     */
    void begin(List<Span> windows, long busyUntilNanos) {
        spans.clear();
        spans.addAll(windows);
        busySpans.clear();
        windows.forEach(window -> busySpans.add(window.until(busyUntilNanos)));
        measuredNanos += spans.stream().mapToLong(Span::nanos).sum();
        busyNanos += busySpans.stream().mapToLong(Span::nanos).sum();
    }

    void add(RequestRecord request, RequestTimes times, boolean interrupted) {
        addHappenings(request, times);
        if (isWithin(request.intendedNanos())) {
            addDue(request, times, interrupted);
        }
    }

    /** Adds requests that were due in the windows and were never made. */
    void addNeverMade(long requests, boolean interrupted) {
        due += requests;
        unfinished += requests;
        if (!interrupted) {
            distributions.addNeverMade(requests);
        }
    }

    /** Returns the samples of the requests due in the windows, by metric. */
    Map<Metric, Distribution> distributions() {
        return distributions.asMap();
    }

    /**
     * Returns the share of the users' time, while there was work for them, in which no request of theirs was in flight
     * though they were not thinking either.
     */
    OptionalDouble littlesGap() {
        if (context.users().isEmpty() || busyNanos == 0) {
            return OptionalDouble.empty();
        }
        double users = context.users().getAsInt();
        return OptionalDouble.of(1 - usedNanos / (users * busyNanos));
    }

    MetricSet metrics() {
        List<MetricSummary> blocks = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            Distribution distribution = distributions.asMap().get(metric);
            if (distribution == null) {
                value(metric, blocks);
            } else if (distribution.finite() + distribution.infinite() > 0) {
                blocks.add(distribution.summary(metric, false, context.origin()));
                if (metric.countsFailures()) {
                    blocks.add(distribution.summary(metric, true, context.origin()));
                }
            }
        }
        return MetricSet.of(blocks);
    }

    private void value(Metric metric, List<MetricSummary> blocks) {
        switch (metric) {
            case THROUGHPUT_REQUESTS -> count(metric, completedWithin, blocks);
            case THROUGHPUT_OUTPUT -> rate(metric, outputTokensWithin, tokenEventsWithin, blocks);
            case THROUGHPUT_TOTAL -> rate(metric, outputTokensWithin + promptTokensWithin, tokenEventsWithin, blocks);
            case RATE_OFFERED -> count(metric, due, blocks);
            case RATE_STARTED -> count(metric, sent, blocks);
            case RATE_COMPLETED -> count(metric, completed, blocks);
            case RATE_FAILED -> count(metric, failed, blocks);
            case RATE_UNFINISHED -> count(metric, unfinished, blocks);
            case GOODPUT -> {
                if (distributions.areBoundsMeasured()) {
                    count(metric, good, blocks);
                }
            }
            case CONCURRENCY -> number(metric, inFlightNanos / measuredNanos, inFlight, blocks);
            case LITTLES_GAP -> littlesGap().ifPresent(gap -> number(metric, gap, inFlight, blocks));
            default -> {
                // accuracy and cost come from elsewhere
            }
        }
    }

    private void count(Metric metric, long events, List<MetricSummary> blocks) {
        rate(metric, (double) events, events, blocks);
    }

    private void rate(Metric metric, double amount, long events, List<MetricSummary> blocks) {
        number(metric, amount / (measuredNanos / NANOS_PER_SECOND), events, blocks);
    }

    private void number(Metric metric, double value, long n, List<MetricSummary> blocks) {
        if (measuredNanos > 0) {
            blocks.add(new MetricSummary(metric, false, n, 0, context.origin(), Map.of(Statistic.VALUE, value)));
        }
    }

    private void addDue(RequestRecord request, RequestTimes times, boolean interrupted) {
        due++;
        sent += request.sentNanos().isPresent() ? 1 : 0;
        switch (request.outcome()) {
            case COMPLETED -> completed++;
            case CANCELLED -> unfinished++;
            default -> failed++;
        }
        distributions.add(request, times, interrupted);
    }

    private void addHappenings(RequestRecord request, RequestTimes times) {
        if (request.sentNanos().isEmpty()) {
            return;
        }
        long closed = request.closedNanos();
        if (request.outcome() == Outcome.COMPLETED && isWithin(closed)) {
            completedWithin++;
            good += distributions.isGood(request, times) ? 1 : 0;
        }
        long flight = overlap(spans, request.sentNanos().getAsLong(), closed);
        inFlight += flight > 0 ? 1 : 0;
        inFlightNanos += flight;
        usedNanos += overlap(busySpans, request.sentNanos().getAsLong(), closed + context.thinkNanos());
        if (times.textEvents() > 0) {
            addTokens(request, times);
        }
    }

    /** Spreads the output tokens over the chunks with text, of which the first may be known to hold several. */
    private void addTokens(RequestRecord request, RequestTimes times) {
        int first = Math.min(request.firstTextTokens(), request.output().tokens());
        double later =
                times.textEvents() == 1 ? 0 : (double) (request.output().tokens() - first) / (times.textEvents() - 1);
        boolean isFirst = true;
        for (int i = 0; i < request.events().size(); i++) {
            if (!request.events().kind(i).isText()) {
                continue;
            }
            if (isWithin(request.events().nanos(i))) {
                tokenEventsWithin++;
                outputTokensWithin +=
                        isFirst ? (times.textEvents() == 1 ? request.output().tokens() : first) : later;
                promptTokensWithin += isFirst ? request.input().tokens() : 0;
            }
            isFirst = false;
        }
    }

    private boolean isWithin(long nanos) {
        for (Span span : spans) {
            if (span.contains(nanos)) {
                return true;
            }
        }
        return false;
    }

    private static long overlap(List<Span> spans, long from, long to) {
        long nanos = 0;
        for (Span span : spans) {
            nanos += span.overlapNanos(from, to);
        }
        return nanos;
    }
}
