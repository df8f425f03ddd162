package io.varcas.tune.plan;

import io.varcas.engine.SimulationResult;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.Statistic;
import io.varcas.sla.Objective;
import io.varcas.sla.Subject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The numbers that configurations are judged by.
 *
 * @param latency latency that plans reduce
 * @param objectives objectives that a plan must meet
 */
public record Criteria(MetricKey latency, List<Objective> objectives) {

    /** Latency to the last token, of which the time in the queue is a part: the wait of a user. */
    public static final MetricKey DEFAULT_LATENCY = MetricKey.parse("e2e.p95");

    private static final double MILLIS = 1e-3;

    /**
     * Copies the objectives.
     *
     * @throws IllegalArgumentException if nothing predicts the latency, or it is none
     */
    public Criteria {
        objectives = List.copyOf(objectives);
        boolean known =
                List.of(Metric.TTFT, Metric.TPOT, Metric.ITL, Metric.E2E).contains(latency.metric())
                        && !latency.ok()
                        && latency.statistic() != Statistic.SD;
        if (!known) {
            throw new IllegalArgumentException(
                    "the latency " + latency + " is not predicted; use ttft, tpot, itl or e2e, as in e2e.p95");
        }
    }

    /** Returns the objectives that no simulation predicts: they are not checked. */
    public List<Objective> unpredicted() {
        return objectives.stream().filter(objective -> !isPredicted(objective)).toList();
    }

    /** Returns the predicted objectives that forecasts of one configuration break, on the mean of its draws. */
    List<Objective> broken(List<Forecast> draws) {
        return objectives.stream()
                .filter(Criteria::isPredicted)
                .filter(objective -> !objective.isMetBy(mean(draws, objective)))
                .toList();
    }

    private static double mean(List<Forecast> draws, Objective objective) {
        MetricKey key = plain(objective);
        double missing = objective.direction() == Objective.Direction.AT_MOST ? Double.POSITIVE_INFINITY : 0;
        return draws.stream()
                .mapToDouble(draw -> {
                    if (key.metric() == Metric.GOODPUT) {
                        return draw.goodput();
                    }
                    OptionalDouble value = draw.metrics().value(key);
                    return value.orElse(missing);
                })
                .average()
                .orElse(missing);
    }

    /** A simulated request does not fail, so that both kinds of a metric are one. */
    private static MetricKey plain(Objective objective) {
        MetricKey key = objective.subject().key();
        return new MetricKey(key.metric(), false, key.statistic());
    }

    private static boolean isPredicted(Objective objective) {
        MetricKey key = plain(objective);
        if (key.metric() == Metric.GOODPUT) {
            return true;
        }
        try {
            return new Subject(true, key).predicted();
        } catch (IllegalArgumentException unpredicted) {
            return false;
        }
    }

    /**
     * Counts the requests that meet every per-request objective: of all upper bounds on percentiles of a metric, that of the
     * highest percentile holds for each request, as for measured goodput.
     */
    long good(SimulationResult result, Duration ingress) {
        Map<Metric, Double> quantiles = new EnumMap<>(Metric.class);
        Map<Metric, Double> bounds = new EnumMap<>(Metric.class);
        for (Objective objective : objectives) {
            MetricKey key = objective.subject().key();
            double quantile = key.statistic() == Statistic.MAX
                    ? 1
                    : key.statistic().quantile().orElse(0);
            if (objective.direction() == Objective.Direction.AT_MOST
                    && quantile > quantiles.getOrDefault(key.metric(), 0.0)) {
                quantiles.put(key.metric(), quantile);
                bounds.put(key.metric(), objective.bound() * MILLIS);
            }
        }
        double outside = ingress.toNanos() * 1e-9;
        return result.timings()
                .within(
                        bounds.getOrDefault(Metric.TTFT, Double.POSITIVE_INFINITY) - outside,
                        bounds.getOrDefault(Metric.TPOT, Double.POSITIVE_INFINITY),
                        bounds.getOrDefault(Metric.E2E, Double.POSITIVE_INFINITY) - outside);
    }
}
