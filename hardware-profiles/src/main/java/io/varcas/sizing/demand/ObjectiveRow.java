package io.varcas.sizing.demand;

/**
 * One objective laid beside its prediction.
 *
 * @param metric what it is about
 * @param quantile at which quantile
 * @param targetSeconds what was guaranteed
 * @param predicted what is predicted
 * @param gap predicted over target less 1: above 0 the objective is missed by that share
 * @param status what that means
 */
public record ObjectiveRow(
        LatencyMetric metric, Quantile quantile, double targetSeconds, Estimate predicted, double gap, Status status) {

    /** State of an objective. */
    public enum Status {
        /** Predicted within the target, and so is the upper end of the interval. */
        MEETS,
        /** Predicted within the target, but the interval reaches beyond it. */
        AT_RISK,
        /** Predicted beyond the target. */
        MISSES,
        /** More comes in than can be served: no latency is guaranteed at all. */
        OVERLOADED
    }

    /** Lays a target beside a prediction, with a share by which it must be undercut. */
    public static ObjectiveRow of(
            LatencyMetric metric,
            Quantile quantile,
            double targetSeconds,
            Estimate predicted,
            double safetyMargin,
            boolean overloaded) {
        double limit = targetSeconds * (1 - safetyMargin);
        Status status = overloaded
                ? Status.OVERLOADED
                : predicted.value() > limit ? Status.MISSES : predicted.high() > limit ? Status.AT_RISK : Status.MEETS;
        double gap = overloaded ? Double.POSITIVE_INFINITY : predicted.value() / limit - 1;
        return new ObjectiveRow(metric, quantile, targetSeconds, predicted, gap, status);
    }

    /** Returns whether the objective is predicted to be met. */
    public boolean holds() {
        return status == Status.MEETS || status == Status.AT_RISK;
    }

    /** Returns the name as in objectives: {@code ttft.p95}. */
    public String label() {
        return metric.label() + "." + quantile.label();
    }
}
