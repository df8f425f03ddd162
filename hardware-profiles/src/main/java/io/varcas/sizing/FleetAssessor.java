package io.varcas.sizing;

import io.varcas.document.Figure;
import io.varcas.hardware.Accelerator;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.roofline.ExpertLayout;
import io.varcas.sizing.demand.Demand;
import io.varcas.sizing.demand.LatencyMetric;
import io.varcas.sizing.demand.ObjectiveRow;
import io.varcas.sizing.demand.Prediction;
import io.varcas.sizing.demand.Quantile;
import io.varcas.sizing.demand.ServiceWorkload;
import io.varcas.traffic.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Judges a fleet of one candidate: how many machines, how fast, at what cost. */
final class FleetAssessor {

    private static final int GROWTH_TRIES = 5;
    private static final double GROWTH = 1.15;
    private static final double FINE_SHARE = 0.03; // of the machines: closer than that is not looked for
    private static final double LEAST_SHARE = 0.02; // of a full replica: below it nothing changes any more
    private static final int CAPACITY_BISECTIONS = 6;
    private static final double TIGHT_KV = 0.9;
    private static final double LONG_TAIL_P95 = 5;
    private static final double LONG_TAIL_P99 = 6;
    private static final int OLD_PRICE_YEARS = 1;

    private final SizingRequest request;
    private final ServiceWorkload workload;
    private final double outputTokens;
    private final int newestPriceYear;
    private final Map<Simulated, Prediction> simulations = new ConcurrentHashMap<>();

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
     * Returns the demand one replica is loaded with: within the objectives if it can hold them, else within its
     * utilisation.
     */
    double operatingAmount(ReplicaModel replica) {
        return operatingAmount(request.demand(), replica);
    }

    /** Returns the same of another kind of demand. */
    double operatingAmount(Demand demand, ReplicaModel replica) {
        double within = replica.amountWithinObjectives(
                demand, workload.objectives(), request.safetyMargin(), request.targetUtilisation());
        return within > 0 ? within : request.targetUtilisation() * replica.fullAmount(demand);
    }

    /** Judges the fleet that the demand needs, in closed form. */
    Assessment assess(Candidate candidate, ReplicaModel replica, double operatingAmount) {
        long instances = Math.max(
                candidate.instancesPerReplica(),
                candidate.instancesFor(request.demand().amount() / operatingAmount));
        return fleet(candidate, replica, instances, replica.predict(share(candidate, instances)));
    }

    /** The demand on each replica of so many machines. */
    private Demand share(Candidate candidate, long instances) {
        return share(request.demand(), candidate, instances);
    }

    private static Demand share(Demand demand, Candidate candidate, long instances) {
        return demand.of(demand.amount() / candidate.replicasOn(instances));
    }

    /** Judges exactly so many machines in closed form. */
    Assessment on(long instances, Candidate candidate, ReplicaModel replica) {
        return fleet(candidate, replica, instances, replica.predict(share(candidate, instances)));
    }

    /** Judges exactly so many machines in the engine. */
    Assessment checkOn(long instances, Candidate candidate, ReplicaModel replica) {
        return simulated(candidate, replica, instances);
    }

    /**
     * Returns the most of a kind of demand that so many machines take within the objectives and the headroom, by the
     * engine.
     */
    double most(Demand kind, long instances, Candidate candidate, ReplicaModel replica) {
        long replicas = candidate.replicasOn(instances);
        double least = kind instanceof Demand.Users ? 1 : LEAST_SHARE * replica.fullAmount(kind);
        double high = request.targetUtilisation() * replica.fullAmount(kind);
        if (holds(kind.of(high), candidate, replica)) {
            return whole(kind, high * replicas);
        }
        double low = Math.min(least, high);
        if (!holds(kind.of(low), candidate, replica)) {
            return 0;
        }
        for (int i = 0; i < CAPACITY_BISECTIONS; i++) {
            double middle = Math.sqrt(low * high);
            if (holds(kind.of(middle), candidate, replica)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return whole(kind, low * replicas);
    }

    private static double whole(Demand kind, double amount) {
        return kind instanceof Demand.Users ? Math.floor(amount) : amount;
    }

    private boolean holds(Demand share, Candidate candidate, ReplicaModel replica) {
        Prediction prediction = simulation(candidate, replica, share);
        return !prediction.overloaded() && objectives(prediction).stream().allMatch(ObjectiveRow::holds);
    }

    /** Runs the fleet in the engine; one that falls short there gets more machines, within reason, and no more than it needs. */
    Assessment check(Assessment fleet, ReplicaModel replica) {
        Candidate candidate = fleet.candidate();
        long step = candidate.instancesPerReplica();
        long instances = fleet.instances();
        Assessment checked = simulated(candidate, replica, instances);
        long tooFew = instances - step;
        for (int attempt = 1;
                attempt < GROWTH_TRIES && !checked.passes() && canShare(candidate, instances);
                attempt++) {
            tooFew = instances;
            instances = Math.max(instances + step, (long) Math.ceil(instances * GROWTH / step) * step);
            checked = simulated(candidate, replica, instances);
        }
        while (checked.passes() && instances - tooFew > Math.max((double) step, FINE_SHARE * instances)) {
            long middle = (tooFew + instances) / 2 / step * step;
            Assessment fewer = simulated(candidate, replica, middle);
            if (fewer.passes()) {
                checked = fewer;
                instances = middle;
            } else {
                tooFew = middle;
            }
        }
        return checked;
    }

    /** More replicas than users help nobody. */
    private boolean canShare(Candidate candidate, long instances) {
        return !(request.demand() instanceof Demand.Users users)
                || (double) candidate.replicasOn(instances) < users.users();
    }

    /** Equal replicas under equal load are run once, whatever machine they are rented as. */
    private Assessment simulated(Candidate candidate, ReplicaModel replica, long instances) {
        return fleet(candidate, replica, instances, simulation(candidate, replica, share(candidate, instances)));
    }

    private Prediction simulation(Candidate candidate, ReplicaModel replica, Demand share) {
        return simulations.computeIfAbsent(
                new Simulated(ReplicaKey.of(candidate), share),
                same -> EngineCheck.predict(candidate, replica, workload, share, Seed.of(request.seed())));
    }

    /** A replica and its load. */
    private record Simulated(ReplicaKey replica, Demand share) {}

    private Assessment fleet(Candidate candidate, ReplicaModel replica, long instances, Prediction prediction) {
        Accelerator accelerator = candidate.deployment().accelerator();
        long accelerators = instances * candidate.instance().acceleratorCount();
        @Nullable Figure watts = accelerator.powerWatts();
        long replicas = candidate.replicasOn(instances);
        double demand = replicas * prediction.requestsPerSecond();
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
                replicas * replica.capacityPerSecond(),
                demand * outputTokens,
                prediction,
                replica.queueModels(share(candidate, instances), prediction),
                objectives(prediction),
                cost,
                watts == null ? null : Energy.of(watts.value() * accelerators, demand * outputTokens),
                warnings(candidate, prediction, cost));
    }

    private List<ObjectiveRow> objectives(Prediction prediction) {
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
        return rows;
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
        ExpertLayout experts = candidate.deployment().experts();
        if (experts.dataParallel() > 1 || experts.expertParallel()) {
            warnings.add(
                    "shared experts: the load of the engines is taken for even, "
                            + "and the fullest GPU for 1.25 times the mean where experts are whole; nothing was calibrated on it");
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
