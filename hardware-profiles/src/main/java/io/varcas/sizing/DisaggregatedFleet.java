package io.varcas.sizing;

import io.varcas.sizing.demand.LatencyMetric;
import io.varcas.sizing.demand.ObjectiveRow;
import io.varcas.sizing.demand.Prediction;
import io.varcas.sizing.demand.Quantile;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Machines of one kind in two pools: one reads prompts, the other decodes, and the KV cache goes from one to the other over a link.
 *
 * @param prefill configuration of the pool that reads prompts
 * @param prefillMachines machines in it
 * @param prefillPrediction what a replica of it does
 * @param decode configuration of the pool that decodes
 * @param decodeMachines machines in it
 * @param decodePrediction what a replica of it does
 * @param transferSeconds mean time that the KV cache of a prompt takes on the link
 * @param linkShare share of the link of a prefill machine in use
 * @param objectives every objective beside its prediction: TTFT is that of the prefill pool, the transfer and the first step of the
 *     decode pool; TPOT that of the decode pool
 * @param usdPerHour what both pools cost; empty if the machine has no price on the terms asked for
 */
public record DisaggregatedFleet(
        Candidate prefill,
        long prefillMachines,
        Prediction prefillPrediction,
        Candidate decode,
        long decodeMachines,
        Prediction decodePrediction,
        double transferSeconds,
        double linkShare,
        List<ObjectiveRow> objectives,
        OptionalDouble usdPerHour) {

    static final Comparator<DisaggregatedFleet> BEST = Comparator.comparing(
                    (DisaggregatedFleet fleet) -> !fleet.passes())
            .thenComparingDouble(fleet -> fleet.usdPerHour().orElse(Double.MAX_VALUE));

    /** Copies the objectives. */
    public DisaggregatedFleet {
        objectives = List.copyOf(objectives);
    }

    /** Returns whether every objective is predicted to hold and the link carries what comes. */
    public boolean passes() {
        return linkShare < 1
                && !prefillPrediction.overloaded()
                && !decodePrediction.overloaded()
                && objectives.stream().allMatch(ObjectiveRow::holds);
    }

    /** Returns the largest gap among the objectives. */
    public double worstGap() {
        return prefillPrediction.overloaded() || decodePrediction.overloaded() || linkShare >= 1
                ? Double.POSITIVE_INFINITY
                : objectives.stream().mapToDouble(ObjectiveRow::gap).max().orElse(-1);
    }

    /** Returns what is predicted of a metric at a quantile, seconds. */
    public double seconds(LatencyMetric metric, Quantile quantile) {
        return switch (metric) {
            case TTFT ->
                prefillPrediction.at(LatencyMetric.TTFT, quantile).value()
                        + transferSeconds
                        + decodePrediction.at(LatencyMetric.TTFT, Quantile.P50).value();
            case TPOT -> decodePrediction.at(LatencyMetric.TPOT, quantile).value();
            case E2E ->
                prefillPrediction.at(LatencyMetric.TTFT, Quantile.P50).value()
                        + transferSeconds
                        + decodePrediction.at(LatencyMetric.E2E, quantile).value();
        };
    }
}
