package io.varcas.metric;

import java.util.EnumMap;
import java.util.Map;

/**
 * Upper bounds on per-request metrics that a good request meets. Made from objectives on distributions: of all upper
 * bounds on percentiles of a metric, the bound of the highest percentile applies to every request.
 */
public final class RequestBounds {

    private static final double NANOS_PER_MILLI = 1e6;

    private final Map<Metric, Double> bounds = new EnumMap<>(Metric.class);
    private final Map<Metric, Double> quantiles = new EnumMap<>(Metric.class);

    /**
     * Adds an upper bound that an objective sets; one that says nothing about single requests (a mean, a rate, a lower bound is
     * none of the caller's concern here) is passed over.
     *
     * @param key number that the objective bounds
     * @param bound greatest value, in the metric's own unit
     * @return this
     */
    public RequestBounds atMost(MetricKey key, double bound) {
        Metric metric = key.metric();
        double quantile = key.statistic() == Statistic.MAX
                ? 1
                : key.statistic().quantile().orElse(0);
        if (metric.shape() == Metric.Shape.PER_REQUEST && quantile > quantiles.getOrDefault(metric, 0.0)) {
            quantiles.put(metric, quantile);
            bounds.put(metric, bound);
        }
        return this;
    }

    /** Returns the greatest value of a per-request metric in a good request, in nanoseconds (per token). */
    double nanos(Metric metric) {
        Double bound = bounds.get(metric);
        return bound == null ? Double.POSITIVE_INFINITY : bound * NANOS_PER_MILLI;
    }
}
