package io.varcas.sizing;

import io.varcas.document.Figure;
import io.varcas.hardware.Accelerator;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.traffic.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Judges a fleet of one candidate: how many machines, how fast, at what cost. */
final class FleetAssessor {

    private static final int DEMAND_ROUNDS = 4;
    private static final int GROWTH_TRIES = 5;
    private static final double GROWTH = 1.15;
    private static final double TIGHT_KV = 0.9;
    private static final double LONG_TAIL_P95 = 5;
    private static final double LONG_TAIL_P99 = 6;
    private static final int OLD_PRICE_YEARS = 1;

    private final SizingRequest request;
    private final ServiceWorkload workload;
    private final double outputTokens;
    private final int newestPriceYear;

    FleetAssessor(
            SizingRequest request, ServiceWorkload workload, RequestStatistics requests, HardwareCatalog hardware) {
        this.request = request;
        this.workload = workload;
        this.outputTokens = requests.outputTokens();
        this.newestPriceYear = hardware.instances().stream()
                .flatMap(instance -> instance.prices().stream())
                .mapToInt(price -> year(price.usdPerHour().asOf()))
                .max()
                .orElse(0);
    }

    /**
     * Returns the rate one replica is loaded with: within the objectives if it can hold them, else within its
     * utilisation.
     */
    double operatingRate(ReplicaModel replica) {
        double within = replica.rateWithinObjectives(
                workload.objectives(), request.safetyMargin(), request.targetUtilisation());
        return within > 0 ? within : request.targetUtilisation() * replica.capacityPerSecond();
    }

    /**
     * Judges the fleet that the demand needs. Users make as much demand as the responses they get let them, but read no
     * faster than the objectives objective: being faster than guaranteed does not make them ask more.
     */
    Assessment assess(Candidate candidate, ReplicaModel replica, double operatingRate) {
        OptionalDouble promised = workload.objectives().impliedE2eSeconds(Quantile.P50, outputTokens);
        double e2e = promised.orElseGet(() -> replica.predict(operatingRate)
                .at(LatencyMetric.E2E, Quantile.P50)
                .value());
        Assessment fleet =
                fleet(candidate, replica, operatingRate, request.demand().requestsPerSecond(e2e));
        for (int round = 1; round < DEMAND_ROUNDS; round++) {
            double predicted =
                    fleet.prediction().at(LatencyMetric.E2E, Quantile.P50).value();
            double pace = Math.max(promised.orElse(0), Double.isFinite(predicted) ? predicted : e2e);
            double demand = request.demand().requestsPerSecond(pace);
            if (demand == fleet.requestsPerSecond()) {
                return fleet;
            }
            fleet = fleet(candidate, replica, operatingRate, demand);
        }
        return fleet;
    }

    private Assessment fleet(Candidate candidate, ReplicaModel replica, double operatingRate, double demand) {
        long instances = Math.max(candidate.instancesPerReplica(), candidate.instancesFor(demand / operatingRate));
        return fleet(candidate, replica, demand, instances, replica.predict(demand / candidate.replicasOn(instances)));
    }

    /** Runs the fleet in the engine; one that falls short there gets more machines, within reason. */
    Assessment check(Assessment fleet, ReplicaModel replica) {
        Candidate candidate = fleet.candidate();
        Assessment checked = fleet;
        long instances = fleet.instances();
        for (int attempt = 0; attempt < GROWTH_TRIES; attempt++) {
            double rate = fleet.requestsPerSecond() / candidate.replicasOn(instances);
            Prediction simulated = EngineCheck.predict(
                    candidate, replica, workload, rate, replica.predict(rate), Seed.of(request.seed()));
            checked = fleet(candidate, replica, fleet.requestsPerSecond(), instances, simulated);
            if (checked.passes()) {
                return checked;
            }
            long step = candidate.instancesPerReplica();
            instances = Math.max(instances + step, (long) Math.ceil(instances * GROWTH / step) * step);
        }
        return checked;
    }

    private Assessment fleet(
            Candidate candidate, ReplicaModel replica, double demand, long instances, Prediction prediction) {
        List<ObjectiveRow> rows = new ArrayList<>();
        for (LatencyMetric metric : LatencyMetric.values()) {
            for (Quantile quantile : Quantile.values()) {
                workload.objectives()
                        .of(metric)
                        .at(quantile)
                        .ifPresent(target -> rows.add(ObjectiveRow.of(
                                metric,
                                quantile,
                                target,
                                prediction.at(metric, quantile),
                                request.safetyMargin(),
                                prediction.overloaded())));
            }
        }
        Accelerator accelerator = candidate.deployment().accelerator();
        long accelerators = instances * candidate.instance().acceleratorCount();
        @Nullable Figure watts = accelerator.powerWatts();
        long replicas = candidate.replicasOn(instances);
        double capacity = replicas * replica.capacityPerSecond();
        @Nullable
        Cost cost = candidate
                .instance()
                .price(request.terms())
                .map(price -> Cost.of(price, instances, demand, outputTokens))
                .orElse(null);
        return new Assessment(
                candidate,
                instances,
                replicas,
                demand,
                capacity,
                demand * outputTokens,
                prediction,
                rows,
                cost,
                watts == null ? null : Energy.of(watts.value() * accelerators, demand * outputTokens),
                warnings(candidate, prediction, cost));
    }

    /** Returns the reason why a passing fleet is rejected nevertheless; empty if it is not. */
    Optional<String> refusal(Assessment fleet) {
        @Nullable Double limit = request.maxUsdPerHour();
        if (limit != null && fleet.usdPerHour().orElse(0) > limit) {
            return Optional.of(text(
                    "costs %.2f USD/h, above the limit of %.2f",
                    fleet.usdPerHour().orElse(0), limit));
        }
        return fleet.idleShare() > request.maxIdleShare()
                ? Optional.of(text(
                        "%.0f %% of its capacity lies idle, above the limit of %.0f %%",
                        100 * fleet.idleShare(), 100 * request.maxIdleShare()))
                : Optional.empty();
    }

    private List<String> warnings(Candidate candidate, Prediction prediction, @Nullable Cost cost) {
        List<String> warnings = new ArrayList<>();
        if (prediction.kvUsage() > TIGHT_KV) {
            warnings.add(text(
                    "tight memory: running requests fill %.0f %% of the KV pool, so some will be preempted",
                    100 * prediction.kvUsage()));
        }
        double tail95 = prediction.tail(LatencyMetric.TTFT, Quantile.P95);
        double tail99 = prediction.tail(LatencyMetric.TTFT, Quantile.P99);
        if (tail95 > LONG_TAIL_P95 || tail99 > LONG_TAIL_P99) {
            warnings.add(text("long tail: TTFT p95 is %.1f and p99 %.1f times its median", tail95, tail99));
        }
        Accelerator accelerator = candidate.deployment().accelerator();
        if (candidate.deployment().tensorParallel() > 1
                && accelerator.interconnect().peerLinkGBps() == null) {
            warnings.add("tensor parallel over PCIe depends on the host; calibrate on it");
        }
        if (cost != null) {
            String asOf = cost.price().usdPerHour().asOf();
            if (newestPriceYear - year(asOf) >= OLD_PRICE_YEARS) {
                warnings.add("the price is of " + asOf + "; ask the cloud");
            }
        }
        return warnings;
    }

    private static int year(String date) {
        return Integer.parseInt(date.substring(0, 4));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
