package io.varcas.profiler.prometheus;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
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

    /** The bounds of a quantile that lies in a bucket. */
    public enum Bound {
        /** It was estimated between the two ends of its bucket. */
        NONE,
        /** It lies in the first bucket, which has no start: it is at most this. */
        AT_MOST,
        /** It lies in the last bucket, which has no end: it is at least this. */
        AT_LEAST
    }

    /**
     * An estimate of a quantile.
     *
     * @param value in the histogram's unit
     * @param bound whether it is an estimate or a limit
     */
    public record Estimate(double value, Bound bound) {}

    /**
     * Returns an estimate of a quantile: linear within the bucket it falls into. Of the first bucket its end is returned, which is an
     * upper limit, because nothing says where in it the observations lie; of the last, which has no end, its start, which is a
     * lower limit. Where the buckets are coarse the estimate is too.
     *
     * @param quantile from 0 to 1
     * @return the estimate; absent if nothing was observed, or the histogram has one bucket without an end
     */
    public Optional<Estimate> quantile(double quantile) {
        if (cumulative.isEmpty() || cumulative.lastEntry().getValue() <= 0) {
            return Optional.empty();
        }
        double rank = quantile * cumulative.lastEntry().getValue();
        double lowerBound = Double.NaN;
        double below = 0;
        for (var bucket : cumulative.entrySet()) {
            double bound = bucket.getKey();
            double within = bucket.getValue() - below;
            if (bucket.getValue() >= rank && within > 0) {
                return within(lowerBound, bound, (rank - below) / within);
            }
            lowerBound = bound;
            below = bucket.getValue();
        }
        return within(lowerBound, Double.POSITIVE_INFINITY, 0);
    }

    private static Optional<Estimate> within(double from, double to, double share) {
        if (Double.isInfinite(to)) {
            return Double.isNaN(from) ? Optional.empty() : Optional.of(new Estimate(from, Bound.AT_LEAST));
        }
        return Optional.of(
                Double.isNaN(from)
                        ? new Estimate(to, Bound.AT_MOST)
                        : new Estimate(from + (to - from) * share, Bound.NONE));
    }
}
