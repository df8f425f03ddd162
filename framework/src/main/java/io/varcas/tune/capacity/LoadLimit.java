package io.varcas.tune.capacity;

import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.RequestTimes;
import io.varcas.metric.Statistic;
import io.varcas.record.EventKind;
import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import io.varcas.record.Timeline;
import io.varcas.sla.Objective;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * An objective that more load can break: an upper bound on a percentile or on the mean of a latency. Failed requests
 * count as infinitely slow, as in objectives of runs.
 *
 * @param objective the objective
 */
record LoadLimit(Objective objective) {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MILLIS_PER_SECOND = 1e3;

    /** Returns the limit that an objective sets; empty if {@link #whyNot} has a reason. */
    static Optional<LoadLimit> of(Objective objective) {
        return whyNot(objective).isPresent() ? Optional.empty() : Optional.of(new LoadLimit(objective));
    }

    /** Returns the reason why an objective sets no limit to the load, in a few words; empty if it sets one. */
    static Optional<String> whyNot(Objective objective) {
        MetricKey key = objective.subject().key();
        if (objective.subject().predicted()) {
            return Optional.of("it bounds a prediction");
        }
        if (!key.metric().shape().isDistribution() || key.metric().shape() == Metric.Shape.CLIENT) {
            return Optional.of("it does not bound the latency of requests");
        }
        if (objective.direction() != Objective.Direction.AT_MOST) {
            return Optional.of("more load does not break a lower bound on a latency");
        }
        if (key.statistic() != Statistic.MEAN && key.statistic().quantile().isEmpty()) {
            return Optional.of("a maximum and a spread depend on the length of a run; bound a percentile or the mean");
        }
        return Optional.empty();
    }

    /** Returns the share of samples that may be beyond the bound; empty for a bound on the mean. */
    OptionalDouble allowed() {
        OptionalDouble quantile = key().statistic().quantile();
        return quantile.isPresent() ? OptionalDouble.of(1 - quantile.getAsDouble()) : OptionalDouble.empty();
    }

    /** Returns whether a sample is beyond the bound. */
    boolean isBeyond(double value) {
        return value > objective.bound();
    }

    /**
     * Returns the samples of a request, in the unit of the bound; an infinite one of a failed request, or of one that was cut
     * off when its time was already beyond the bound. None if it has none, or was cut off too early to know.
     */
    DoubleStream samples(RequestRecord request) {
        if (request.outcome().isFailure()) {
            return key().ok() ? DoubleStream.empty() : DoubleStream.of(Double.POSITIVE_INFINITY);
        }
        if (key().metric() == Metric.ITL) {
            return gaps(request.events());
        }
        boolean cut = request.outcome() == Outcome.CANCELLED;
        Metric metric = key().metric();
        if (cut && isUntilTheEnd()) {
            return lateAtCut(request);
        }
        long nanos = RequestTimes.of(request.events()).nanos(metric, request);
        if (nanos != RequestTimes.NONE) {
            return cut && !isSinceDue() ? DoubleStream.empty() : DoubleStream.of(nanos / NANOS_PER_MILLI);
        }
        return cut && isSinceDue() ? lateAtCut(request) : DoubleStream.empty();
    }

    /**
     * Returns how long before the cut a request must have been due for its samples to be known then.
     *
     * @param typicalSeconds time that most requests take
     */
    double settleSeconds(double typicalSeconds) {
        return isSinceDue() ? objective.bound() / MILLIS_PER_SECOND : typicalSeconds;
    }

    private DoubleStream lateAtCut(RequestRecord request) {
        double waited = (request.closedNanos() - request.intendedNanos()) / NANOS_PER_MILLI;
        return isBeyond(waited) ? DoubleStream.of(Double.POSITIVE_INFINITY) : DoubleStream.empty();
    }

    private static DoubleStream gaps(Timeline events) {
        double[] gaps = new double[Math.max(0, events.size())];
        int count = 0;
        long last = RequestTimes.NONE;
        for (int i = 0; i < events.size(); i++) {
            EventKind kind = events.kind(i);
            if (kind.isText()) {
                if (last != RequestTimes.NONE) {
                    gaps[count++] = (events.nanos(i) - last) / NANOS_PER_MILLI;
                }
                last = events.nanos(i);
            }
        }
        return DoubleStream.of(gaps).limit(count);
    }

    private boolean isUntilTheEnd() {
        return key().metric() == Metric.E2E || key().metric() == Metric.E2E_SERVICE;
    }

    private boolean isSinceDue() {
        return switch (key().metric()) {
            case TTFT, TTFT_SERVICE, TTFA, E2E, E2E_SERVICE -> true;
            default -> false;
        };
    }

    private MetricKey key() {
        return objective.subject().key();
    }
}
