package io.varcas.metric;

import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import io.varcas.record.Timeline;
import io.varcas.record.TokenSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Distributions over single requests: latencies, gaps between chunks, tokens and send lag. The latencies of a request
 * that failed, or had not ended when the run did, are samples at infinity.
 */
public final class RequestDistributions {

    private final Map<Metric, Distribution> distributions = new EnumMap<>(Metric.class);
    private final List<PerRequest> perRequest = new ArrayList<>();

    private final boolean streamed;

    private long completed;

    /** A metric of single requests, with what a good one keeps. */
    private static final class PerRequest {

        private final Metric metric;
        private final Distribution samples;
        private final double boundNanos;
        private long measured;

        PerRequest(Metric metric, Distribution samples, double boundNanos) {
            this.metric = metric;
            this.samples = samples;
            this.boundNanos = boundNanos;
        }

        boolean isBounded() {
            return boundNanos < Double.POSITIVE_INFINITY;
        }
    }

    /**
     * Creates empty distributions.
     *
     * @param bounds what a good request keeps
     */
    public RequestDistributions(RequestBounds bounds) {
        this(bounds, true);
    }

    /**
     * Creates empty distributions.
     *
     * @param bounds what a good request keeps
     * @param streamed whether streams were asked for; else what only a stream shows has no samples, not even of failures
     */
    public RequestDistributions(RequestBounds bounds, boolean streamed) {
        this.streamed = streamed;
        for (Metric metric : Metric.values()) {
            if (metric.shape().isDistribution()) {
                distributions.put(metric, Distribution.of(metric));
            }
            if (metric.shape() == Metric.Shape.PER_REQUEST) {
                perRequest.add(new PerRequest(metric, of(metric), bounds.nanos(metric)));
            }
        }
    }

    /**
     * Adds a request.
     *
     * @param times its times
     * @param interrupted whether the load was interrupted: what was in flight then says nothing about the server
     */
    public void add(RequestRecord request, RequestTimes times, boolean interrupted) {
        request.sentNanos().ifPresent(at -> of(Metric.SEND_LAG).add(at - request.sendableNanos()));
        request.readyNanos().ifPresent(at -> of(Metric.CLIENT_QUEUE).add(at - request.intendedNanos()));
        if (request.outcome() == Outcome.COMPLETED) {
            addCompleted(request, times);
        } else if (request.outcome().isFailure() || !interrupted) {
            addInfinite(request);
        }
    }

    /** Adds requests that were never made: of metrics that not every response has, only where other requests showed them. */
    void addNeverMade(long requests) {
        for (Metric metric : Metric.values()) {
            if (metric.countsFailures() && isMeasured(metric)) {
                Distribution samples = of(metric);
                boolean known = samples.finite() + samples.infinite() > 0;
                samples.addInfinite(known || isPromisedByEveryAnswer(metric) ? requests : 0);
            }
        }
    }

    /**
     * Returns whether it can be told which requests were good: each bounded metric was measured of a completed request, or none completed.
     */
    boolean areBoundsMeasured() {
        return completed == 0 || perRequest.stream().allMatch(each -> !each.isBounded() || each.measured > 0);
    }

    /** Returns the distributions by metric; every metric of such a shape has one. */
    public Map<Metric, Distribution> asMap() {
        return Collections.unmodifiableMap(distributions);
    }

    private Distribution of(Metric metric) {
        Distribution distribution = distributions.get(metric);
        if (distribution == null) {
            throw new IllegalArgumentException(metric.label() + " is no distribution");
        }
        return distribution;
    }

    private void addCompleted(RequestRecord request, RequestTimes times) {
        completed++;
        for (PerRequest each : perRequest) {
            long nanos = nanos(each.metric, request, times);
            if (nanos != RequestTimes.NONE) {
                each.samples.add(nanos);
                each.measured++;
            } else if (lacksText(each.metric, times) && request.output().tokens() == 0 && isMeasured(each.metric)) {
                each.samples.addInfinite(); // the text it is measured on never came
                each.measured++;
            }
        }
        addGaps(request.events());
        if (request.input().source() != TokenSource.NONE) {
            of(Metric.TOKENS_INPUT).add(request.input().tokens());
        }
        if (request.output().source() != TokenSource.NONE) {
            of(Metric.TOKENS_OUTPUT).add(request.output().tokens());
        }
    }

    /**
     * Returns whether a completed request was good: it kept all bounds; one whose bounded metric is missing did not, unless an output of a
     * single token has no such metric.
     */
    boolean isGood(RequestRecord request, RequestTimes times) {
        for (PerRequest each : perRequest) {
            long nanos = nanos(each.metric, request, times);
            boolean kept = nanos != RequestTimes.NONE
                    ? nanos <= each.boundNanos
                    : !lacksText(each.metric, times)
                            && !(each.isBounded()
                                    && (isPromisedByEveryAnswer(each.metric)
                                            || request.output().tokens() > 1));
            if (!kept) {
                return false;
            }
        }
        return true;
    }

    private long nanos(Metric metric, RequestRecord request, RequestTimes times) {
        return isMeasured(metric) ? times.nanos(metric, request) : RequestTimes.NONE;
    }

    private static boolean lacksText(Metric metric, RequestTimes times) {
        return isPromisedByEveryAnswer(metric) && times.textEvents() == 0;
    }

    private void addGaps(Timeline events) {
        if (!isMeasured(Metric.ITL)) {
            return;
        }
        Distribution gaps = of(Metric.ITL);
        long before = RequestTimes.NONE;
        for (int i = 0; i < events.size(); i++) {
            if (events.kind(i).isText()) {
                if (before != RequestTimes.NONE) {
                    gaps.add(events.nanos(i) - before);
                }
                before = events.nanos(i);
            }
        }
    }

    private void addInfinite(RequestRecord request) {
        for (Metric metric : Metric.values()) {
            boolean counts = metric.countsFailures()
                    && isMeasured(metric)
                    && (request.askedTokens() > 1 || isPromisedByEveryAnswer(metric));
            if (counts) {
                of(metric).addInfinite();
            }
        }
    }

    private boolean isMeasured(Metric metric) {
        return streamed || !metric.needsStream();
    }

    /** Returns whether a response of a single token has it already. */
    private static boolean isPromisedByEveryAnswer(Metric metric) {
        return metric != Metric.TPOT && metric != Metric.ITL && metric != Metric.STALL_MAX;
    }
}
