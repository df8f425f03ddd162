package io.varcas.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The hourly price of the server of a trial.
 *
 * @param usdPerHour US dollars an hour, all its machines together; empty if that is not known
 * @param basis where the price comes from, in one line, with its date; or why there is none
 */
public record ServerCost(OptionalDouble usdPerHour, String basis) {

    private static final double SECONDS_PER_HOUR = 3_600;
    private static final double TOKENS = 1_000;
    private static final MetricKey REQUESTS = MetricKey.parse("throughput.requests");
    private static final MetricKey OUTPUT = MetricKey.parse("throughput.output");

    /**
     * Checks the price.
     *
     * @throws IllegalArgumentException if it is not above 0
     */
    public ServerCost {
        if (usdPerHour.isPresent() && !(usdPerHour.getAsDouble() > 0 && Double.isFinite(usdPerHour.getAsDouble()))) {
            throw new IllegalArgumentException("a price of " + usdPerHour.getAsDouble() + " USD/h must be above 0");
        }
    }

    /** Returns a price. */
    public static ServerCost of(double usdPerHour, String basis) {
        return new ServerCost(OptionalDouble.of(usdPerHour), basis);
    }

    /** Returns no price, for a reason. */
    public static ServerCost unknown(String reason) {
        return new ServerCost(OptionalDouble.empty(), reason);
    }

    /** Returns why these metrics have no cost; empty if they have one. */
    @JsonIgnore
    public Optional<String> whyNot(MetricSet metrics) {
        if (usdPerHour.isEmpty()) {
            return Optional.of(basis);
        }
        return perSecond(metrics, REQUESTS).isEmpty() ? Optional.of("no request completed") : Optional.empty();
    }

    /** Returns metrics with the price spread over the requests and tokens among them; as they are if it cannot be. */
    @JsonIgnore
    public MetricSet on(MetricSet metrics) {
        List<MetricSummary> costs = new ArrayList<>();
        add(costs, Metric.COST_PER_REQUEST, 1, perSecond(metrics, REQUESTS));
        add(costs, Metric.COST_PER_1K_TOKENS, TOKENS, perSecond(metrics, OUTPUT));
        return metrics.with(costs);
    }

    private void add(List<MetricSummary> costs, Metric metric, double units, Optional<MetricSummary> rate) {
        if (usdPerHour.isPresent() && rate.isPresent()) {
            double each = units * usdPerHour.getAsDouble() / SECONDS_PER_HOUR / value(rate.get());
            costs.add(new MetricSummary(
                    metric, false, rate.get().n(), 0, rate.get().origin(), Map.of(Statistic.VALUE, each)));
        }
    }

    private static Optional<MetricSummary> perSecond(MetricSet metrics, MetricKey rate) {
        return metrics.find(rate).filter(found -> value(found) > 0);
    }

    private static double value(MetricSummary rate) {
        return rate.get(Statistic.VALUE).orElse(0);
    }
}
