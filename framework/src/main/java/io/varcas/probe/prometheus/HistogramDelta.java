package io.varcas.probe.prometheus;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Observations that a histogram took between two readings, pooled over its series.
 *
 * @param count observations
 * @param sum their sum, in the histogram's unit
 * @param cumulative observations at or below each upper bound, by bound; the last bound is infinity
 */
public record HistogramDelta(double count, double sum, NavigableMap<Double, Double> cumulative) {

    /** Copies the buckets. */
    public HistogramDelta {
        cumulative = Collections.unmodifiableNavigableMap(new TreeMap<>(cumulative));
    }

    /** Returns sum over count; absent if nothing was observed. */
    public OptionalDouble mean() {
        return count > 0 ? OptionalDouble.of(sum / count) : OptionalDouble.empty();
    }

    /**
     * Returns an estimate of a quantile: linear within the bucket it falls into, as Prometheus' {@code histogram_quantile} does; the
     * first bucket starts at 0, and in the last, which has no end, its start is returned, which is a lower limit. Where the buckets
     * are coarse the estimate is too.
     *
     * @param quantile from 0 to 1
     * @return the estimate, in the histogram's unit; absent if nothing was observed
     */
    public OptionalDouble quantile(double quantile) {
        if (cumulative.isEmpty() || cumulative.lastEntry().getValue() <= 0) {
            return OptionalDouble.empty();
        }
        double rank = quantile * cumulative.lastEntry().getValue();
        double lowerBound = 0;
        double below = 0;
        for (var bucket : cumulative.entrySet()) {
            double bound = bucket.getKey();
            double within = bucket.getValue() - below;
            if (bucket.getValue() >= rank && within > 0) {
                return OptionalDouble.of(
                        Double.isInfinite(bound)
                                ? lowerBound
                                : lowerBound + (bound - lowerBound) * (rank - below) / within);
            }
            lowerBound = bound;
            below = bucket.getValue();
        }
        return OptionalDouble.of(lowerBound);
    }
}
