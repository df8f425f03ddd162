package io.varcas.tune.race;

import io.varcas.deployment.Catalogs;
import io.varcas.deployment.DeploymentSpec;
import io.varcas.result.ResultBundle;
import io.varcas.result.identity.ServerIdentity;
import io.varcas.result.identity.ServerProperty;
import io.varcas.setting.HardwareSettings;
import io.varcas.sizing.VllmFlagCatalog;
import io.varcas.sla.Objective;
import io.varcas.tune.plan.BundleServer;
import io.varcas.tune.plan.Candidate;
import io.varcas.tune.plan.Configuration;
import io.varcas.tune.plan.Criteria;
import io.varcas.tune.plan.Forecast;
import io.varcas.tune.plan.PlanFlag;
import io.varcas.tune.plan.PlanSpace;
import io.varcas.tune.plan.PlanSubject;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The contenders of a race: those that simulations of the baseline's server promise most of. Where the hardware of the server is not
 * known, nothing is simulated, and neighbours of its batch size race.
 *
 * @param contenders contenders beside the baseline
 * @param command command that starts the baseline; empty if it is not known
 * @param batches forecasts of several batch sizes, the first that of the baseline; empty if nothing was simulated
 * @param notes how they were chosen, one line each
 */
record Field(
        List<Contender> contenders, Optional<PlanSubject> command, List<BatchForecast> batches, List<String> notes) {

    /** Batch sizes beside that of a server whose hardware is not known, as multiples. */
    private static final double[] NEIGHBOURS = {0.25, 0.5, 2, 4};

    /** vLLM's default on most accelerators, where a server does not report its own. */
    private static final long ASSUMED_SEQS = 256;

    /**
     * A batch size and what is predicted for it.
     *
     * @param value maximum number of running requests
     * @param forecast mean forecast
     */
    record BatchForecast(String value, Forecast forecast) {}

    /**
     * Chooses contenders.
     *
     * @param baseline bundle of a run of the baseline
     * @param plan what was run
     * @param options how to tune
     * @param objectives objectives that a contender is to meet
     * @param hasGroundTruth whether runs grade outputs; flags that change outputs stay as they are if not
     */
    static Field of(
            ResultBundle baseline,
            WorkloadPlan plan,
            TuneOptions options,
            List<Objective> objectives,
            boolean hasGroundTruth)
            throws IOException {
        Set<PlanFlag> kept = new LinkedHashSet<>(options.kept());
        List<String> notes = new ArrayList<>();
        if (!hasGroundTruth && kept.add(PlanFlag.KV_CACHE_DTYPE)) {
            notes.add("kv-cache-dtype is kept: it changes outputs, and the workload has no @GroundTruth to notice");
        }
        PlanSubject subject;
        try {
            subject = subject(baseline, plan, notes);
        } catch (IllegalArgumentException unknown) {
            notes.add("not simulated (" + unknown.getMessage() + "): neighbours of max-num-seqs race");
            return new Field(given(options, neighbours(baseline, kept)), Optional.empty(), List.of(), notes);
        }
        notes.addAll(subject.notes());
        Criteria criteria = new Criteria(options.aim().latency(), objectives);
        PlanSpace space = new PlanSpace(
                subject.load(),
                criteria,
                VllmFlagCatalog.bundled(),
                subject.baseline().hardware().accelerators(),
                kept);
        List<Contender> promising =
                space.promising(subject.baseline(), options.aim().goal(), options.candidates()).stream()
                        .filter(one -> one.gain(options.aim().goal()) > 0)
                        .map(one -> new Contender(
                                one.configuration(),
                                Optional.of(one.gain(options.aim().goal()))))
                        .toList();
        notes.add("configurations that are predicted better than the baseline, and race: " + promising.size());
        return new Field(given(options, promising), Optional.of(subject), batches(space, subject), notes);
    }

    /** Scales the step times to the measured ones if that is possible. */
    private static PlanSubject subject(ResultBundle baseline, WorkloadPlan plan, List<String> notes)
            throws IOException {
        BundleServer server = BundleServer.of(baseline, Optional.empty());
        DeploymentSpec given = HardwareSettings.spec(plan.settings());
        try {
            return server.subject(given, Catalogs.bundled(), true);
        } catch (IllegalArgumentException cannotScale) {
            PlanSubject unscaled = server.subject(given, Catalogs.bundled(), false);
            notes.add("step times as predicted, not scaled to the measured ones: " + cannotScale.getMessage());
            return unscaled;
        }
    }

    private static List<Contender> given(TuneOptions options, List<Contender> chosen) {
        List<Contender> all = new ArrayList<>();
        options.tried().stream()
                .filter(one -> !one.isBaseline())
                .forEach(one -> all.add(new Contender(one, Optional.empty())));
        chosen.stream()
                .filter(one -> all.stream().noneMatch(known -> known.name().equals(one.name())))
                .forEach(all::add);
        return all;
    }

    private static List<Contender> neighbours(ResultBundle baseline, Set<PlanFlag> kept) {
        if (kept.contains(PlanFlag.MAX_NUM_SEQS)) {
            return List.of();
        }
        long own =
                baseline.result().target().server().flatMap(Field::maxNumSeqs).orElse(ASSUMED_SEQS);
        List<Contender> neighbours = new ArrayList<>();
        for (double factor : NEIGHBOURS) {
            long value = Math.max(1, Math.round(own * factor));
            Configuration changed = Configuration.BASELINE.with(PlanFlag.MAX_NUM_SEQS, String.valueOf(value));
            if (value != own
                    && neighbours.stream().noneMatch(one -> one.configuration().equals(changed))) {
                neighbours.add(new Contender(changed, Optional.empty()));
            }
        }
        return neighbours;
    }

    private static Optional<Long> maxNumSeqs(ServerIdentity server) {
        return server.fact(ServerProperty.MAX_NUM_SEQS)
                .map(fact -> fact.value().replaceAll("\\D", ""))
                .filter(digits -> digits.matches("\\d{1,9}"))
                .map(Long::valueOf);
    }

    /** Simulates the batch sizes around that of the server, all else equal. */
    private static List<BatchForecast> batches(PlanSpace space, PlanSubject subject) {
        List<BatchForecast> batches = new ArrayList<>();
        for (String value : PlanFlag.MAX_NUM_SEQS.tried()) {
            Configuration one = Configuration.BASELINE.with(PlanFlag.MAX_NUM_SEQS, value);
            space.candidate(subject.baseline(), one)
                    .map(Candidate::forecast)
                    .ifPresent(forecast -> batches.add(new BatchForecast(value, forecast)));
        }
        return batches;
    }
}
