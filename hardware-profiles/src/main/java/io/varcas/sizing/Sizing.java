package io.varcas.sizing;

import io.varcas.calibration.DeviceProfile;
import io.varcas.calibration.DeviceProfiles;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.queueing.Drafts;
import io.varcas.traffic.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Sizes fleets: from demand and objectives to machines, their number and their cost.
 *
 * <pre>{@code SizingReport report = new Sizing(HardwareCatalog.bundled(), DeviceProfiles.bundled())
 *     .size(SizingRequest.of(model, workload, new Demand.Rate(20)).build()); }</pre>
 *
 * <p>Every machine of the catalog that the request lets through is judged in closed form, in every layout that fits. The best
 * layouts of each machine that passes are then run in the engine, the cheapest machines first, and what the engine says counts.
 */
public final class Sizing {

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
        ServiceWorkload workload = request.workload().fittedTo(request.model().maxContextTokens());
        int maxModelLen = (int) workload.longestRequestTokens();
        RequestStatistics requests = new RequestStatistics(workload.requests(), Seed.of(request.seed()));
        CandidateSearch search = new CandidateSearch(hardware, request, maxModelLen, requests.contextTokens());
        FleetAssessor assessor = new FleetAssessor(request, workload, requests, hardware);
        Map<ReplicaKey, ReplicaModel> replicas = search.candidates().parallelStream()
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
        Map<ReplicaKey, Double> amounts = replicas.entrySet().parallelStream()
                .collect(Collectors.toConcurrentMap(
                        Map.Entry::getKey, entry -> assessor.operatingAmount(entry.getValue())));
        List<Assessment> all = search.candidates().parallelStream()
                .map(candidate -> assessor.assess(
                        candidate, model(replicas, candidate), amounts.getOrDefault(ReplicaKey.of(candidate), 0.0)))
                .toList();
        Contenders contenders = new Contenders(all, assessor, requests, request.top());
        List<Assessment> best = contenders.decide(fleet -> assessor.check(fleet, model(replicas, fleet.candidate())));
        return report(request, workload, requests, maxModelLen, assessor, best, search.unfit());
    }

    private Optional<DeviceProfile> profile(Candidate candidate, SizingRequest request) {
        return profiles.bestFor(candidate.deployment(), request.engine());
    }

    private static ReplicaModel model(Map<ReplicaKey, ReplicaModel> replicas, Candidate candidate) {
        ReplicaModel model = replicas.get(ReplicaKey.of(candidate));
        if (model == null) {
            throw new IllegalStateException("no replica model of " + candidate);
        }
        return model;
    }

    private SizingReport report(
            SizingRequest request,
            ServiceWorkload workload,
            RequestStatistics requests,
            int maxModelLen,
            FleetAssessor assessor,
            List<Assessment> fleets,
            List<Unfit> unfit) {
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
                workload,
                maxModelLen,
                passing,
                failing,
                rejected,
                unfit,
                pareto(passing),
                assumptions(request, requests, maxModelLen),
                warnings(request, workload, requests));
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

    private List<String> assumptions(SizingRequest request, RequestStatistics requests, int maxModelLen) {
        List<String> assumptions = new ArrayList<>();
        assumptions.add("engine " + request.engine() + ", prefix caching and chunked prefill on, CUDA graphs on");
        assumptions.add("demand of at most " + Math.round(100 * request.targetUtilisation())
                + " % of what fills the fleet (headroom " + Math.round(request.headroomPercent()) + " %)");
        assumptions.add("max-model-len " + maxModelLen);
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
        assumptions.add("prompts of " + Math.round(requests.promptTokens()) + " and answers of "
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
