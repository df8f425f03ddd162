package io.varcas.cli.predict;

import io.varcas.setting.Layer;
import io.varcas.sizing.demand.LatencyMetric;
import io.varcas.sizing.demand.LatencyTargets;
import io.varcas.sizing.demand.Objectives;
import io.varcas.sizing.demand.Quantile;
import io.varcas.sla.Objective;
import io.varcas.sla.ObjectiveOverrides;
import io.varcas.validation.UsageException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The objectives of a fleet: those of the workload, with the changes of {@code -sla}. */
final class SizeObjectives {

    private static final double SECONDS_A_MILLISECOND = 1e-3;
    private static final String NONE = "none";

    private final Map<String, OptionalDouble> targets = new LinkedHashMap<>();

    /** Starts with the objectives of a workload. */
    SizeObjectives(Objectives objectives) {
        for (LatencyMetric metric : LatencyMetric.values()) {
            for (Quantile quantile : Quantile.values()) {
                targets.put(name(metric, quantile), objectives.of(metric).at(quantile));
            }
        }
    }

    /**
     * Changes objectives: {@code ttft.p95<=400ms}, {@code @file}, {@code ttft.p95=400} in milliseconds, {@code tpot.p50=none}.
     *
     * @throws UsageException if the text is no objective that a fleet can be sized for
     */
    void change(String text) {
        if (text.contains("<=") || text.contains(">=") || text.startsWith("@")) {
            overrides(text).objectives().forEach(objective -> change(text, objective));
            return;
        }
        String[] parts = text.split("=", 2);
        if (parts.length != 2) {
            throw rejected(text);
        }
        put(text, parts[0], parts[1].equals(NONE) ? OptionalDouble.empty() : milliseconds(text, parts[1]));
    }

    private void change(String text, Objective objective) {
        if (objective.direction() != Objective.Direction.AT_MOST
                || objective.subject().predicted()) {
            throw rejected(text);
        }
        put(text, objective.subject().key().toString(), OptionalDouble.of(objective.bound() * SECONDS_A_MILLISECOND));
    }

    private void put(String text, String name, OptionalDouble seconds) {
        if (targets.replace(name, seconds) == null) {
            throw rejected(text);
        }
    }

    /** Returns the objectives with all changes. */
    Objectives objectives() {
        return new Objectives(of(LatencyMetric.TTFT), of(LatencyMetric.TPOT), of(LatencyMetric.E2E));
    }

    private LatencyTargets of(LatencyMetric metric) {
        return new LatencyTargets(at(metric, Quantile.P50), at(metric, Quantile.P95), at(metric, Quantile.P99));
    }

    private OptionalDouble at(LatencyMetric metric, Quantile quantile) {
        return targets.getOrDefault(name(metric, quantile), OptionalDouble.empty());
    }

    private static String name(LatencyMetric metric, Quantile quantile) {
        return metric.label() + "." + quantile.label();
    }

    private static ObjectiveOverrides overrides(String text) {
        try {
            return ObjectiveOverrides.parse(List.of(text), Layer.COMMAND_LINE);
        } catch (IllegalArgumentException fault) {
            throw new UsageException("-sla " + fault.getMessage());
        }
    }

    private static OptionalDouble milliseconds(String text, String number) {
        try {
            return OptionalDouble.of(Double.parseDouble(number) * SECONDS_A_MILLISECOND);
        } catch (NumberFormatException e) {
            throw new UsageException("-sla " + text + ": \"" + number + "\" must be a number of milliseconds or none");
        }
    }

    private static UsageException rejected(String text) {
        return new UsageException("-sla " + text
                + ": must be ttft, tpot or e2e at p50, p95 or p99 with a limit, such as ttft.p95<=400ms");
    }
}
