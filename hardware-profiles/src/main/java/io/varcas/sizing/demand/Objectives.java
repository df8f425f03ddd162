package io.varcas.sizing.demand;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * The objectives of a service.
 *
 * @param ttft time to first token
 * @param tpot time per output token
 * @param e2e end to end, over requests of all lengths; usually left out
 */
public record Objectives(LatencyTargets ttft, LatencyTargets tpot, LatencyTargets e2e) {

    /** No objectives at all. */
    public static final Objectives NONE = new Objectives(LatencyTargets.NONE, LatencyTargets.NONE, LatencyTargets.NONE);

    /** Returns objectives on TTFT and TPOT alone. */
    public static Objectives of(LatencyTargets ttft, LatencyTargets tpot) {
        return new Objectives(ttft, tpot, LatencyTargets.NONE);
    }

    /** Returns the targets of a metric. */
    public LatencyTargets of(LatencyMetric metric) {
        return switch (metric) {
            case TTFT -> ttft;
            case TPOT -> tpot;
            case E2E -> e2e;
        };
    }

    /**
     * Returns what TTFT and TPOT together allow a request of that length: {@code TTFT + (tokens - 1) TPOT}; empty
     * unless both have a target at the quantile.
     *
     * @param outputTokens length of the output, at least 1
     */
    public OptionalDouble impliedE2eSeconds(Quantile quantile, double outputTokens) {
        OptionalDouble first = ttft.at(quantile);
        OptionalDouble each = tpot.at(quantile);
        return first.isPresent() && each.isPresent()
                ? OptionalDouble.of(first.getAsDouble() + (outputTokens - 1) * each.getAsDouble())
                : OptionalDouble.empty();
    }

    /**
     * Returns where an end-to-end target contradicts the others: where it is below what they allow, so that they could
     * all be met only by being better than guaranteed.
     *
     * @param outputTokens length of the output at each quantile: half of the requests have at least its median
     */
    public List<String> contradictions(ToDoubleFunction<Quantile> outputTokens) {
        List<String> found = new ArrayList<>();
        for (Quantile quantile : Quantile.values()) {
            double tokens = outputTokens.applyAsDouble(quantile);
            OptionalDouble implied = impliedE2eSeconds(quantile, tokens);
            OptionalDouble given = e2e.at(quantile);
            if (implied.isPresent() && given.isPresent() && given.getAsDouble() < implied.getAsDouble()) {
                found.add("e2e." + quantile.label() + " of " + millis(given.getAsDouble())
                        + " ms contradicts TTFT and TPOT, which allow " + millis(implied.getAsDouble()) + " ms for "
                        + Math.round(tokens) + " tokens, the " + quantile.label() + " of outputs");
            }
        }
        return found;
    }

    private static long millis(double seconds) {
        return Math.round(seconds * 1e3);
    }
}
