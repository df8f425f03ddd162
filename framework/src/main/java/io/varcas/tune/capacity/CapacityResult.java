package io.varcas.tune.capacity;

import io.varcas.stats.Interval;
import io.varcas.text.NumberText;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The result of a search for capacity: {@code capacity.json}.
 *
 * @param schemaVersion version of the format, {@link #SCHEMA_VERSION}
 * @param workload name of the workload
 * @param params values of its parameters, by name
 * @param target server that was measured
 * @param axis setting that was varied: {@code rate} in requests per second, or {@code users}
 * @param outcome outcome of the search
 * @param explanation the outcome in one line
 * @param capacity most load at which all objectives hold; empty if none is known
 * @param interval interval of the capacity; empty if it is not bounded
 * @param precision half the width of the interval that was asked for, as a share of the capacity
 * @param rule rule by which runs ended early
 * @param objectives objectives that were searched for, as {@code ttft.p95 <= 500.0 ms}
 * @param leftOut objectives that were not, each with the reason
 * @param predicted capacity predicted before the first run, if the hardware is known
 * @param spentSeconds time of the search
 * @param seed root of all chance
 * @param simulated whether the server was simulated
 * @param probes the runs in their order
 */
public record CapacityResult(
        String schemaVersion,
        String workload,
        Map<String, String> params,
        String target,
        LoadAxis axis,
        CapacityOutcome outcome,
        String explanation,
        OptionalDouble capacity,
        Optional<Interval> interval,
        double precision,
        StoppingRule rule,
        List<String> objectives,
        List<String> leftOut,
        OptionalDouble predicted,
        double spentSeconds,
        long seed,
        boolean simulated,
        List<ProbeResult> probes) {

    /** Version of the format that this code writes; the part before the dot changes when readers must. */
    public static final String SCHEMA_VERSION = "1.0";

    private static final double PERCENT = 100;

    /** Copies the collections, keeping their order. */
    public CapacityResult {
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        objectives = List.copyOf(objectives);
        leftOut = List.copyOf(leftOut);
        probes = List.copyOf(probes);
    }

    /** Returns the runs from the least load to the greatest. */
    public List<ProbeResult> byLoad() {
        return probes.stream()
                .sorted(Comparator.comparingDouble(ProbeResult::load).thenComparingInt(ProbeResult::number))
                .toList();
    }

    /** Describes the capacity in one phrase: {@code 41 (39.5 to 42.3) requests/s, 95 %}. */
    public String describe() {
        if (capacity.isEmpty()) {
            return explanation;
        }
        String value = NumberText.brief(capacity.getAsDouble());
        if (outcome == CapacityOutcome.AT_LEAST) {
            return "at least " + value + " " + axis.unit();
        }
        return interval.map(
                        known -> value + " (" + NumberText.brief(known.low()) + " to " + NumberText.brief(known.high())
                                + ") " + axis.unit() + ", " + NumberText.plain(PERCENT * known.confidence()) + " %")
                .orElse(value + " " + axis.unit());
    }
}
