package io.varcas.sizing;

import io.varcas.calibration.DeviceProfiles;
import io.varcas.engine.RequestMix;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.sizing.demand.Demand;
import io.varcas.sizing.demand.LatencyMetric;
import io.varcas.sizing.demand.LatencyTargets;
import io.varcas.sizing.demand.ObjectiveRow;
import io.varcas.sizing.demand.Objectives;
import io.varcas.sizing.demand.Prediction;
import io.varcas.sizing.demand.Quantile;
import io.varcas.sizing.demand.ServiceWorkload;
import io.varcas.traffic.FixedLengths;
import io.varcas.traffic.Seed;
import io.varcas.validation.Violations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Sizes prefill and decode in pools of their own: for each kind of machine the cheapest configuration of either pool, run in the engine, and
 * as many machines as the objectives need.
 */
public final class Disaggregation {

    private static final int GROWTH_TRIES = 6;
    private static final double GROWTH = 1.15;
    private static final int CHECKED_MACHINES = 6;

    private final HardwareCatalog hardware;
    private final DeviceProfiles profiles;
    private final SizingRequest request;
    private final ServiceWorkload workload;
    private final double rate;
    private final double linkBytesPerSecond;

    /**
     * @param hardware machines to choose from
     * @param profiles what the step model was calibrated to
     * @param request what is asked, in requests per second
     * @param linkGBps bandwidth that a machine sends KV caches with, GB/s (1e9), above 0
     * @throws IllegalArgumentException if the demand is users, or the bandwidth is not above 0
     */
    public Disaggregation(HardwareCatalog hardware, DeviceProfiles profiles, SizingRequest request, double linkGBps) {
        Violations.in("disaggregation")
                .positive("link", linkGBps, "GB/s")
                .findIf(
                        !(request.demand() instanceof Demand.Rate),
                        "the demand is users; give requests per second, for two pools are paced by what comes")
                .raise();
        this.hardware = hardware;
        this.profiles = profiles;
        this.request = request;
        this.workload = request.workload().fittedTo(request.model().maxContextTokens());
        this.rate = request.demand().amount();
        this.linkBytesPerSecond = linkGBps * 1e9;
    }

    /** Returns a fleet for each kind of machine that can serve the model, those that pass first, by cost. */
    public List<DisaggregatedFleet> fleets() {
        RequestMix mix = workload.requests();
        Seed seed = Seed.of(request.seed());
        double transfer = mix.meanPromptTokens()
                * request.model().kvBytesPerToken(request.kvPrecisions().get(0))
                / linkBytesPerSecond;
        RequestStatistics whole = new RequestStatistics(mix, seed);
        CandidateSearch search =
                new CandidateSearch(hardware, request, (int) workload.longestRequestTokens(), whole.contextTokens());
        RequestMix firstTokens = new RequestMix(mix.promptLengths(), new FixedLengths(1), mix.sharedPrefix());
        Objectives objectives = workload.objectives();
        Pool prefill = new Pool(
                PoolRole.PREFILL,
                workload.withRequests(firstTokens)
                        .withObjectives(Objectives.of(objectives.ttft().less(transfer), LatencyTargets.NONE)),
                new RequestStatistics(firstTokens, seed));
        Pool decode = new Pool(
                PoolRole.DECODE,
                workload.withObjectives(Objectives.of(LatencyTargets.NONE, objectives.tpot())),
                RequestStatistics.decoding(mix, seed));
        Map<String, List<Candidate>> machines = new LinkedHashMap<>();
        for (Candidate candidate : search.candidates()) {
            machines.computeIfAbsent(candidate.instanceName(), name -> new ArrayList<>())
                    .add(candidate);
        }
        prefill.prepare(search.candidates());
        decode.prepare(search.candidates());
        List<DisaggregatedFleet> formed = new ArrayList<>();
        for (List<Candidate> layouts : machines.values()) {
            Candidate reader = prefill.cheapest(layouts);
            Candidate writer = decode.cheapest(layouts);
            formed.add(fleet(
                    prefill,
                    reader,
                    prefill.machines(reader),
                    decode,
                    writer,
                    decode.machines(writer),
                    transfer,
                    false));
        }
        formed.sort(DisaggregatedFleet.BEST);
        return formed.stream().limit(request.top() == 0 ? 0 : CHECKED_MACHINES).toList().parallelStream()
                .map(fleet -> checked(prefill, decode, fleet))
                .sorted(DisaggregatedFleet.BEST)
                .toList();
    }

    /** Runs both pools in the engine; the one whose objective is missed gets more machines. */
    private DisaggregatedFleet checked(Pool prefill, Pool decode, DisaggregatedFleet formed) {
        long readers = formed.prefillMachines();
        long writers = formed.decodeMachines();
        DisaggregatedFleet fleet = formed;
        for (int attempt = 0; attempt < GROWTH_TRIES; attempt++) {
            fleet = fleet(
                    prefill,
                    formed.prefill(),
                    readers,
                    decode,
                    formed.decode(),
                    writers,
                    formed.transferSeconds(),
                    true);
            if (fleet.passes()) {
                return fleet;
            }
            boolean late = fleet.prefillPrediction().overloaded()
                    || fleet.objectives().stream().anyMatch(row -> row.metric() == LatencyMetric.TTFT && !row.holds());
            if (late) {
                readers = more(readers, formed.prefill());
            } else {
                writers = more(writers, formed.decode());
            }
        }
        return fleet;
    }

    private static long more(long machines, Candidate candidate) {
        long step = candidate.instancesPerReplica();
        return Math.max(machines + step, (long) Math.ceil(machines * GROWTH / step) * step);
    }

    private DisaggregatedFleet fleet(
            Pool prefill,
            Candidate reader,
            long readers,
            Pool decode,
            Candidate writer,
            long writers,
            double transfer,
            boolean byEngine) {
        Prediction reading = prefill.predict(reader, readers, byEngine);
        Prediction writing = decode.predict(writer, writers, byEngine);
        DisaggregatedFleet fleet = new DisaggregatedFleet(
                reader,
                readers,
                reading,
                writer,
                writers,
                writing,
                transfer,
                rate / readers * transfer,
                List.of(),
                usd(reader, readers + writers));
        List<ObjectiveRow> rows = new ArrayList<>();
        for (LatencyMetric metric : LatencyMetric.values()) {
            Prediction errors = metric == LatencyMetric.TTFT ? reading : writing;
            for (Quantile quantile : Quantile.values()) {
                OptionalDouble target = workload.objectives().of(metric).at(quantile);
                if (target.isPresent()) {
                    double value = fleet.seconds(metric, quantile);
                    rows.add(ObjectiveRow.of(
                            metric,
                            quantile,
                            target.getAsDouble(),
                            errors.at(metric, quantile).scaledTo(value),
                            request.safetyMargin(),
                            reading.overloaded() || writing.overloaded()));
                }
            }
        }
        return new DisaggregatedFleet(
                reader,
                readers,
                reading,
                writer,
                writers,
                writing,
                transfer,
                fleet.linkShare(),
                rows,
                fleet.usdPerHour());
    }

    private OptionalDouble usd(Candidate candidate, long machines) {
        return candidate
                .instance()
                .price(request.terms())
                .map(price -> OptionalDouble.of(machines * price.usdPerHour().value()))
                .orElse(OptionalDouble.empty());
    }

    /** One of the two pools, over all machines. */
    private final class Pool {

        private final PoolRole role;
        private final ServiceWorkload share;
        private final RequestStatistics requests;
        private final Map<ReplicaKey, ReplicaModel> replicas = new LinkedHashMap<>();
        private final Map<ReplicaKey, Double> amounts = new LinkedHashMap<>();

        Pool(PoolRole role, ServiceWorkload share, RequestStatistics requests) {
            this.role = role;
            this.share = share;
            this.requests = requests;
        }

        void prepare(List<Candidate> candidates) {
            for (Candidate candidate : candidates) {
                ReplicaKey key = ReplicaKey.of(candidate);
                if (!replicas.containsKey(key)) {
                    ReplicaModel replica = new ReplicaModel(
                            candidate.deployment(),
                            candidate.limits(),
                            candidate.memory(),
                            requests,
                            share.arrivalSquaredVariation(),
                            request.drafts(),
                            profiles.bestFor(candidate.deployment(), request.engine()));
                    replicas.put(key, replica);
                    double within = replica.amountWithinObjectives(
                            request.demand(), share.objectives(), request.safetyMargin(), request.targetUtilisation());
                    amounts.put(
                            key,
                            within > 0 ? within : request.targetUtilisation() * replica.fullAmount(request.demand()));
                }
            }
        }

        long machines(Candidate candidate) {
            @Nullable Double amount = amounts.get(ReplicaKey.of(candidate));
            return Math.max(
                    candidate.instancesPerReplica(), candidate.instancesFor(rate / (amount == null ? 1 : amount)));
        }

        /** Returns the format whose objectives hold with the fewest machines. */
        Candidate cheapest(List<Candidate> layouts) {
            return layouts.stream()
                    .min(Comparator.comparing((Candidate layout) -> misses(layout))
                            .thenComparingLong(this::machines)
                            .thenComparing(Candidate::toString))
                    .orElseThrow();
        }

        private boolean misses(Candidate layout) {
            Prediction prediction = predict(layout, machines(layout), false);
            if (prediction.overloaded()) {
                return true;
            }
            for (LatencyMetric metric : LatencyMetric.values()) {
                for (Quantile quantile : Quantile.values()) {
                    OptionalDouble target = share.objectives().of(metric).at(quantile);
                    if (target.isPresent()
                            && prediction.at(metric, quantile).value()
                                    > target.getAsDouble() * (1 - request.safetyMargin())) {
                        return true;
                    }
                }
            }
            return false;
        }

        Prediction predict(Candidate candidate, long machines, boolean byEngine) {
            ReplicaModel replica = replicas.get(ReplicaKey.of(candidate));
            if (replica == null) {
                throw new IllegalStateException("no replica model of " + candidate);
            }
            Demand each = new Demand.Rate(rate / candidate.replicasOn(machines));
            return byEngine
                    ? EngineCheck.predict(candidate, replica, share, each, role, Seed.of(request.seed()))
                    : replica.predict(each);
        }
    }
}
