package io.varcas.sizing.demand;

import io.varcas.roofline.Bound;
import io.varcas.roofline.Op;
import java.util.Map;

/**
 * The prediction for one replica of a fleet under its share of the demand.
 *
 * @param origin how this was predicted
 * @param latencies by metric and quantile, over requests
 * @param requestsPerSecond requests that come to a replica; of users, as many as its responses let them send
 * @param running mean number of requests running in a replica
 * @param utilisation the demand on a replica over that at which all its places are taken; 1 and more is overload
 * @param capacityPerSecond requests per second at which a replica is full
 * @param kvUsage mean share of the KV pool in use, 0 to 1
 * @param dominatingOp the part of a typical step that takes longest
 * @param dominatingShare its share of that step, 0 to 1
 * @param bound what limits most of a typical step
 */
public record Prediction(
        Origin origin,
        Map<LatencyMetric, Map<Quantile, Estimate>> latencies,
        double requestsPerSecond,
        double running,
        double utilisation,
        double capacityPerSecond,
        double kvUsage,
        Op dominatingOp,
        double dominatingShare,
        Bound bound) {

    /** Copies the latencies. */
    public Prediction {
        latencies = Map.copyOf(latencies);
    }

    /** Returns the estimate of a metric at a quantile. */
    public Estimate at(LatencyMetric metric, Quantile quantile) {
        Map<Quantile, Estimate> of = latencies.get(metric);
        Estimate estimate = of == null ? null : of.get(quantile);
        if (estimate == null) {
            throw new IllegalStateException("no estimate of " + metric.label() + "." + quantile.label());
        }
        return estimate;
    }

    /** Returns whether the offered load exceeds the capacity of a replica. */
    public boolean overloaded() {
        return utilisation >= 1;
    }

    /** Returns how many times longer a quantile is than the median: its tail. */
    public double tail(LatencyMetric metric, Quantile quantile) {
        return at(metric, quantile).value() / at(metric, Quantile.P50).value();
    }
}
