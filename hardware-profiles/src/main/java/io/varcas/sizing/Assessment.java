package io.varcas.sizing;

import io.varcas.queueing.QueueModel;
import io.varcas.sizing.demand.ObjectiveRow;
import io.varcas.sizing.demand.Prediction;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A fleet of one kind of machine, judged.
 *
 * @param candidate the machine and the format
 * @param instances machines needed: demand over what one serves at the target utilisation, rounded up
 * @param replicas replicas running on them
 * @param requestsPerSecond requests that come; of users, as many as the responses let them send
 * @param fleetCapacityPerSecond requests per second at which all replicas are full
 * @param outputTokensPerSecond output tokens per second at the demand
 * @param prediction what each replica will do
 * @param queueModels the replica as queues of the textbook, to lay beside the prediction
 * @param objectives every objective beside its prediction
 * @param cost what the fleet costs; null if the machine has no price on the terms asked for
 * @param energy what its accelerators draw at most; null if their power limit is not known
 * @param warnings what to mind: tight memory, tails, prices from another year
 */
public record Assessment(
        Candidate candidate,
        long instances,
        long replicas,
        double requestsPerSecond,
        double fleetCapacityPerSecond,
        double outputTokensPerSecond,
        Prediction prediction,
        List<QueueModel> queueModels,
        List<ObjectiveRow> objectives,
        @Nullable Cost cost,
        @Nullable Energy energy,
        List<String> warnings) {

    /** Cheapest first, those without a price last; among equals the one further from missing an objective, then the less loaded. */
    static final Comparator<Assessment> BY_COST = Comparator.<Assessment>comparingDouble(
                    assessment -> assessment.usdPerHour().orElse(Double.MAX_VALUE))
            .thenComparingDouble(Assessment::worstGap)
            .thenComparingDouble(assessment -> assessment.prediction().utilisation());

    /** Smallest miss first, of equal ones the cheaper. */
    static final Comparator<Assessment> BY_GAP =
            Comparator.comparingDouble(Assessment::worstGap).thenComparing(BY_COST);

    /** Copies the lists. */
    public Assessment {
        queueModels = List.copyOf(queueModels);
        objectives = List.copyOf(objectives);
        warnings = List.copyOf(warnings);
    }

    /** Returns whether every objective is predicted to be met; an overloaded fleet meets none. */
    public boolean passes() {
        return !prediction.overloaded() && objectives.stream().allMatch(ObjectiveRow::holds);
    }

    /** Returns the largest gap among the objectives: the share by which the worst is missed, or at best undercut. */
    public double worstGap() {
        return prediction.overloaded()
                ? Double.POSITIVE_INFINITY
                : objectives.stream().mapToDouble(ObjectiveRow::gap).max().orElse(-1);
    }

    /** Returns the cost an hour, if there is a price. */
    public OptionalDouble usdPerHour() {
        return cost == null ? OptionalDouble.empty() : OptionalDouble.of(cost.usdPerHour());
    }

    /** Returns how many times the demand, requests or users, the fleet can take before it is full: its burst capacity. */
    public double burstFactor() {
        return 1 / prediction.utilisation();
    }

    /** Returns the share of the fleet's capacity that lies idle at the demand, 0 to 1; 0 if overloaded. */
    public double idleShare() {
        return Math.max(0, 1 - prediction.utilisation());
    }
}
