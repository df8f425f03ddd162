package io.varcas.sizing;

import io.varcas.calibration.DeviceProfile;
import io.varcas.calibration.DeviceProfiles;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.queueing.Drafts;
import io.varcas.roofline.VllmVersion;
import io.varcas.sizing.demand.Demand;
import io.varcas.sizing.demand.LatencyMetric;
import io.varcas.sizing.demand.Quantile;
import io.varcas.sizing.demand.ServiceWorkload;
import io.varcas.traffic.Seed;
import io.varcas.validation.Violations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Sizes fleets: from demand and objectives to machines, their number and their cost.
 *
 * <pre>{@code SizingReport report = new Sizing(HardwareCatalog.bundled(), DeviceProfiles.bundled())
 *     .size(SizingRequest.of(model, workload, new Demand.Rate(20)).build()); }</pre>
 *
 * <p>Every machine of the catalog that the request lets through is judged in closed form, in every configuration that fits. The best
 * configurations of each machine that passes are then run in the engine, the cheapest machines first, and what the engine says counts.
 */
public final class Sizing {

    /** A replica whose objectives hold only below this share of its places gains nothing from more of them. */
    private static final double LIMITED_BY_OBJECTIVES = 0.5;

    private final HardwareCatalog hardware;
    private final DeviceProfiles profiles;

    /**
     * @param hardware machines to choose from
     * @param profiles what the step model was calibrated to
     */
    public Sizing(HardwareCatalog hardware, DeviceProfiles profiles) {
        this.hardware = hardware;
        this.profiles = profiles;
    }

    /**
     * Computes the result of a request.
     *
     * @throws IllegalArgumentException if a name in it is unknown, or its requests do not fit the model's context
     */
    public SizingReport size(SizingRequest request) {
        Layouts layouts = new Layouts(request);
        List<Assessment> all = layouts.undominated().parallelStream()
                .map(candidate -> {
                    ReplicaModel replica = layouts.replica(candidate);
                    return layouts.assessor.assess(candidate, replica, layouts.operatingAmount(candidate));
                })
                .toList();
        Contenders contenders = new Contenders(all, layouts.assessor, layouts.requests, request.top(), false);
        List<Assessment> best =
                contenders.decide(fleet -> layouts.assessor.check(fleet, layouts.replica(fleet.candidate())));
        return report(request, layouts, best);
    }

    /**
     * Predicts a number of machines under the demand of a request, and how much they can take.
     *
     * @param machines how many there are, of each kind that the request lets through, at least 1
     * @throws IllegalArgumentException if a name in the request is unknown, its requests do not fit the model's context, or there is
     *     no machine
     */
    public FixedFleets on(long machines, SizingRequest request) {
        Violations.in("fleet").within(1, 1e6, "machines", (double) machines, "").raise();
        Layouts layouts = new Layouts(request);
        List<Assessment> all = layouts.search.candidates().parallelStream()
                .filter(candidate -> candidate.instancesPerReplica() <= machines)
                .map(candidate -> layouts.assessor.on(machines, candidate, layouts.replica(candidate)))
                .toList();
        Contenders contenders = new Contenders(all, layouts.assessor, layouts.requests, request.top(), true);
        List<Assessment> best = contenders.decide(
                fleet -> layouts.assessor.checkOn(machines, fleet.candidate(), layouts.replica(fleet.candidate())));
        List<FixedFleets.Capacity> capacities = request.top() == 0 ? List.of() : capacities(machines, layouts);
        return new FixedFleets(report(request, layouts, best), capacities);
    }

    /** For each machine, the most of either kind of demand, each in the format that takes most of it in closed form. */
    private static List<FixedFleets.Capacity> capacities(long machines, Layouts layouts) {
        Map<String, List<Candidate>> byMachine = layouts.search.candidates().stream()
                .filter(candidate -> candidate.instancesPerReplica() <= machines)
                .collect(Collectors.groupingBy(Contenders::machine));
        Demand.Users users = new Demand.Users(1, layouts.workload.thinkTime());
        return byMachine.values().parallelStream()
                .map(candidates -> {
                    Candidate byRate = layouts.roomiest(new Demand.Rate(1), machines, candidates);
                    Candidate byUsers = layouts.roomiest(users, machines, candidates);
                    return new FixedFleets.Capacity(
                            byRate,
                            machines,
                            layouts.assessor.most(new Demand.Rate(1), machines, byRate, layouts.replica(byRate)),
                            byUsers,
                            layouts.assessor.most(users, machines, byUsers, layouts.replica(byUsers)));
                })
                .sorted(Comparator.comparingDouble(FixedFleets.Capacity::requestsPerSecond)
                        .reversed()
                        .thenComparing(capacity -> capacity.byRate().toString()))
                .toList();
    }

    /** Every format of a request with its replica in closed form. */
    private final class Layouts {

        private final ServiceWorkload workload;
        private final RequestStatistics requests;
        private final CandidateSearch search;
        private final FleetAssessor assessor;
        private final int maxModelLen;
        private final Demand demand;
        private final boolean searchesPlaces;
        private final Map<ReplicaKey, ReplicaModel> replicas;
        private final Map<ReplicaKey, Double> amounts = new ConcurrentHashMap<>();

        Layouts(SizingRequest request) {
            workload = request.workload().fittedTo(request.model().maxContextTokens());
            maxModelLen = (int) workload.longestRequestTokens();
            demand = request.demand();
            searchesPlaces = request.search().maxNumSeqs().isEmpty();
            requests = new RequestStatistics(workload.requests(), Seed.of(request.seed()));
            search = new CandidateSearch(hardware, request, maxModelLen, requests.contextTokens());
            assessor = new FleetAssessor(request, workload, requests, hardware);
            replicas = search.candidates().parallelStream()
                    .collect(Collectors.toConcurrentMap(
                            ReplicaKey::of,
                            candidate -> new ReplicaModel(
                                    candidate.deployment(),
                                    candidate.limits(),
                                    candidate.memory(),
                                    requests,
                                    workload.arrivalSquaredVariation(),
                                    request.drafts(),
                                    profile(candidate, request)),
                            (first, same) -> first));
        }

        ReplicaModel replica(Candidate candidate) {
            ReplicaModel model = replicas.get(ReplicaKey.of(candidate));
            if (model == null) {
                throw new IllegalStateException("no replica model of " + candidate);
            }
            return model;
        }

        /** Returns the format that takes most of a kind of demand on so many machines, in closed form. */
        Candidate roomiest(Demand kind, long machines, List<Candidate> candidates) {
            return candidates.stream()
                    .max(Comparator.comparingDouble((Candidate candidate) ->
                                    candidate.replicasOn(machines) * assessor.operatingAmount(kind, replica(candidate)))
                            .thenComparing(Candidate::toString))
                    .orElseThrow();
        }

        /**
         * Returns the candidates but for those with more places than objectives let a replica fill: they serve as much,
         * with less memory for the KV cache.
         */
        List<Candidate> undominated() {
            if (!searchesPlaces) {
                return search.candidates();
            }
            Map<ReplicaKey, List<Candidate>> alike = new LinkedHashMap<>();
            Set<ReplicaKey> seen = new HashSet<>();
            for (Candidate candidate : search.candidates()) {
                if (seen.add(ReplicaKey.of(candidate))) {
                    alike.computeIfAbsent(ReplicaKey.of(candidate).withoutPlaces(), key -> new ArrayList<>())
                            .add(candidate);
                }
            }
            alike.values().parallelStream().forEach(this::growPlaces);
            return search.candidates().stream()
                    .filter(candidate -> amounts.containsKey(ReplicaKey.of(candidate)))
                    .toList();
        }

        /** Works out amounts with more and more places, until the objectives and not the places are what limits them. */
        private void growPlaces(List<Candidate> ascending) {
            for (Candidate candidate : ascending) {
                double full = replica(candidate).fullAmount(demand);
                if (operatingAmount(candidate) < LIMITED_BY_OBJECTIVES * full) {
                    return;
                }
            }
        }

        double operatingAmount(Candidate candidate) {
            return amounts.computeIfAbsent(
                    ReplicaKey.of(candidate), key -> assessor.operatingAmount(replica(candidate)));
        }
    }

    private Optional<DeviceProfile> profile(Candidate candidate, SizingRequest request) {
        return profiles.bestFor(candidate.deployment(), request.engine());
    }

    private SizingReport report(SizingRequest request, Layouts layouts, List<Assessment> fleets) {
        FleetAssessor assessor = layouts.assessor;
        List<Assessment> passing = new ArrayList<>();
        List<Assessment> failing = new ArrayList<>();
        List<Assessment> rejected = new ArrayList<>();
        for (Assessment fleet : fleets) {
            if (!fleet.passes()) {
                failing.add(fleet);
            } else if (assessor.refusal(fleet).isPresent()) {
                rejected.add(fleet);
            } else {
                passing.add(fleet);
            }
        }
        passing.sort(Assessment.BY_COST);
        failing.sort(Assessment.BY_GAP);
        rejected.sort(Assessment.BY_COST);
        return new SizingReport(
                request,
                layouts.workload,
                layouts.maxModelLen,
                passing,
                failing,
                rejected,
                layouts.search.unfit(),
                pareto(passing),
                assumptions(request, layouts),
                warnings(request, layouts.workload, layouts.requests));
    }

    private static List<Assessment> pareto(List<Assessment> byCost) {
        List<Assessment> front = new ArrayList<>();
        double fastest = Double.POSITIVE_INFINITY;
        for (Assessment fleet : byCost) {
            double e2e = fleet.prediction().at(LatencyMetric.E2E, Quantile.P95).value();
            if (e2e < fastest) {
                front.add(fleet);
                fastest = e2e;
            }
        }
        return front;
    }

    private List<String> assumptions(SizingRequest request, Layouts layouts) {
        RequestStatistics requests = layouts.requests;
        int maxModelLen = layouts.maxModelLen;
        List<String> assumptions = new ArrayList<>();
        assumptions.add("engine " + request.engine() + ", prefix caching and chunked prefill on, CUDA graphs on");
        assumptions.add("demand of at most " + Math.round(100 * request.targetUtilisation())
                + " % of what fills the fleet (headroom " + Math.round(request.headroomPercent()) + " %)");
        assumptions.add("max-model-len " + maxModelLen);
        if (!layouts.search.unpriced().isEmpty()) {
            assumptions.add("left out, as no " + request.terms().key() + " price is known: "
                    + String.join(", ", layouts.search.unpriced()));
        }
        Drafts drafts = request.drafts();
        if (drafts.tokens() > 0) {
            assumptions.add(String.format(
                    Locale.ROOT,
                    "speculative decoding: %d drafts a step, accepted with %.0f %%, so %.2f tokens a step; a draft takes %.0f %%"
                            + " of a step; the memory of a draft model is not counted",
                    drafts.tokens(),
                    100 * drafts.acceptance(),
                    drafts.tokensPerStep(),
                    100 * drafts.costShare()));
        }
        assumptions.add("prompts of " + Math.round(requests.promptTokens()) + " and outputs of "
                + Math.round(requests.outputTokens()) + " tokens on average");
        if (request.demand() instanceof Demand.Users) {
            assumptions.add(
                    "users wait for their response, think and send the next request; the burstiness of the workload"
                            + " is that of --rate");
        }
        profiles.all()
                .forEach(profile ->
                        assumptions.add("profile " + profile.id() + ": " + profile.source() + ", " + profile.asOf()));
        if (profiles.all().isEmpty()) {
            assumptions.add("no calibration: plain physics");
        }
        return assumptions;
    }

    private static List<String> warnings(SizingRequest request, ServiceWorkload workload, RequestStatistics requests) {
        List<String> warnings = new ArrayList<>(workload.objectives().contradictions(requests::outputTokens));
        VllmVersion.of(request.engine()).limitation().ifPresent(warnings::add);
        if (request.drafts().tokens() > 0) {
            warnings.add("add --speculative-config with the method of your drafts and \"num_speculative_tokens\": "
                    + request.drafts().tokens() + " to the vLLM command; the acceptance is yours to measure");
        }
        if (!workload.equals(request.workload())) {
            warnings.add("lengths were cut to the model's context of "
                    + request.model().maxContextTokens() + " tokens: prompts to "
                    + workload.requests().promptLengths().max() + ", outputs of "
                    + workload.requests().outputLengths().max());
        }
        return warnings;
    }
}
