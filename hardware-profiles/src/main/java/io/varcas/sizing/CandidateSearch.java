package io.varcas.sizing;

import io.varcas.hardware.Accelerator;
import io.varcas.hardware.Backend;
import io.varcas.hardware.CloudInstance;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.model.KvPrecision;
import io.varcas.model.Precision;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.ExpertLayout;
import io.varcas.roofline.MemoryPlan;
import io.varcas.roofline.ServingLimits;
import io.varcas.validation.DidYouMean;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every way to serve a request's model on the machines of a catalog that its filters let through. */
final class CandidateSearch {

    /** Layers are split over stages only where splitting them over ranks is not enough. */
    private static final List<Integer> PIPELINE = List.of(1, 2, 4, 8);

    private static final List<Integer> MAX_NUM_SEQS = List.of(16, 64, 256, 1_024, 2_048);
    private static final List<Integer> MAX_NUM_BATCHED_TOKENS = List.of(2_048, 8_192);

    /** More places than this many times what the KV pool holds on average are never taken. */
    private static final double PLACES_OVER_POOL = 2;

    private final HardwareCatalog hardware;
    private final SizingRequest request;
    private final int maxModelLen;
    private final double contextTokens;
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<Unfit> unfit = new ArrayList<>();
    private final List<String> unpriced = new ArrayList<>();

    /**
     * @param maxModelLen longest request, tokens
     * @param contextTokens mean tokens of a request, prompt and output
     */
    CandidateSearch(HardwareCatalog hardware, SizingRequest request, int maxModelLen, double contextTokens) {
        this.hardware = hardware;
        this.request = request;
        this.maxModelLen = maxModelLen;
        this.contextTokens = contextTokens;
        checkNames();
        List<CloudInstance> wanted =
                hardware.instances().stream().filter(this::wanted).toList();
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException(nothingWanted());
        }
        wanted.stream().filter(this::affordable).forEach(this::consider);
        wanted.stream()
                .filter(instance -> !affordable(instance))
                .map(instance -> instance.cloud() + "/" + instance.id())
                .forEach(unpriced::add);
        if (candidates.isEmpty() && unfit.isEmpty()) {
            wanted.forEach(instance -> unfit.add(new Unfit(
                    instance.cloud() + "/" + instance.id(),
                    "no " + request.terms().key() + " price is known for it")));
        }
    }

    private boolean affordable(CloudInstance instance) {
        return request.includeUnpriced() || instance.price(request.terms()).isPresent();
    }

    /** Returns the machines that would have been considered if they had a price on the terms asked for. */
    List<String> unpriced() {
        return unpriced;
    }

    /** Each filter alone lets machines through; together they let none. */
    private String nothingWanted() {
        List<String> filters = new ArrayList<>();
        addIf(!request.clouds().isEmpty(), filters, "of cloud " + String.join(" or ", request.clouds()));
        addIf(request.place() != null, filters, "offered in " + request.place());
        addIf(!request.accelerators().isEmpty(), filters, "with " + String.join(" or ", request.accelerators()));
        addIf(!request.instances().isEmpty(), filters, "called " + String.join(" or ", request.instances()));
        return "no machine of the catalog is " + String.join(" and ", filters) + "; leave one of the filters out";
    }

    List<Candidate> candidates() {
        return candidates;
    }

    List<Unfit> unfit() {
        return unfit;
    }

    private void checkNames() {
        request.accelerators().forEach(hardware::accelerator);
        request.instances().forEach(hardware::instance);
        Set<String> clouds =
                hardware.instances().stream().map(CloudInstance::cloud).collect(Collectors.toSet());
        for (String cloud : request.clouds()) {
            if (!clouds.contains(cloud)) {
                throw new IllegalArgumentException(DidYouMean.message("cloud", cloud, clouds));
            }
        }
        @Nullable String place = request.place();
        if (place != null && !hardware.places().contains(place)) {
            throw new IllegalArgumentException(DidYouMean.message("region or zone", place, hardware.places()));
        }
    }

    private boolean wanted(CloudInstance instance) {
        Accelerator accelerator = hardware.accelerator(instance.acceleratorId());
        @Nullable String place = request.place();
        boolean named = request.instances().stream().anyMatch(id -> id.equalsIgnoreCase(instance.id()));
        boolean gpu = request.accelerators().isEmpty()
                ? accelerator.backend() == Backend.CUDA || named
                : request.accelerators().stream()
                        .anyMatch(name -> hardware.accelerator(name).equals(accelerator));
        return gpu
                && (request.instances().isEmpty() || named)
                && (request.clouds().isEmpty() || request.clouds().contains(instance.cloud()))
                && (place == null || instance.offeredIn(place));
    }

    private void consider(CloudInstance instance) {
        Accelerator accelerator = hardware.accelerator(instance.acceleratorId());
        String name = instance.cloud() + "/" + instance.id();
        int before = candidates.size();
        Set<String> reasons = new LinkedHashSet<>();
        for (Precision precision : precisions(accelerator)) {
            Optional<String> refusal = precision.refusal(accelerator);
            if (refusal.isPresent()) {
                reasons.add(refusal.get());
                continue;
            }
            for (int ranks : tensorParallel()) {
                if (ranks > instance.acceleratorCount()
                        || (ranks > 1 && accelerator.interconnect().allReduceAmong(ranks) == null)) {
                    addIf(
                            !request.search().tensorParallel().isEmpty(),
                            reasons,
                            ranks + " ranks exceed its " + instance.acceleratorCount() + " x " + accelerator.id());
                    continue;
                }
                Optional<String> cut = request.model().splitRefusal(ranks, precision);
                if (cut.isPresent()) {
                    reasons.add(cut.get());
                    continue;
                }
                for (KvPrecision kv : request.kvPrecisions()) {
                    layOut(
                            instance,
                            new Deployment(
                                            request.model(),
                                            accelerator,
                                            precision,
                                            kv,
                                            ranks,
                                            1,
                                            instance.acceleratorCount())
                                    .servedBy(request.engine()),
                            reasons);
                }
            }
        }
        if (candidates.size() == before) {
            unfit.add(new Unfit(name, String.join("; ", reasons)));
        }
    }

    private List<Integer> tensorParallel() {
        List<Integer> asked = request.search().tensorParallel();
        return asked.isEmpty() ? request.model().validTensorParallel() : asked;
    }

    private void layOut(CloudInstance instance, Deployment oneStage, Set<String> reasons) {
        int count = instance.acceleratorCount();
        int ranks = oneStage.tensorParallel();
        List<Integer> asked = request.search().pipelineParallel();
        for (int stages : asked.isEmpty() ? PIPELINE : asked) {
            boolean wholeMachines = ranks == count;
            if (stages > request.model().layers() || (ranks * stages > count && !wholeMachines)) {
                addIf(
                        !asked.isEmpty(),
                        reasons,
                        ranks + " x " + stages + " ranks and stages do not fill machines of " + count + " x "
                                + oneStage.accelerator().id() + " or "
                                + request.model().layers() + " layers");
                continue;
            }
            Deployment deployment = oneStage.withPipeline(stages).onHostsOf(count);
            boolean fits = false;
            for (ExpertLayout layout : expertLayouts(deployment, reasons)) {
                fits |= limit(instance, deployment.withExperts(layout), reasons);
            }
            if (fits && asked.isEmpty()) {
                return; // more stages would only add latency
            }
        }
    }

    /** Ways to spread experts over the engines of a machine; a dense model has none to spread. */
    private List<ExpertLayout> expertLayouts(Deployment engine, Set<String> reasons) {
        SearchSpace search = request.search();
        boolean dense = request.model().expertLayers() == 0;
        int most = engine.acceleratorsPerHost() / engine.accelerators();
        Set<Integer> degrees = new TreeSet<>(search.dataParallel());
        if (degrees.isEmpty()) {
            degrees.add(1);
            degrees.add(Math.max(1, most));
        }
        List<ExpertLayout> layouts = new ArrayList<>();
        for (int engines : degrees) {
            int ranks = engines * engine.tensorParallel();
            if (engines > 1
                    && (dense
                            || engines > most
                            || engine.accelerator().interconnect().allReduceAmong(ranks) == null)) {
                reasons.add(
                        dense
                                ? "data parallel " + engines + " shares experts and "
                                        + engine.model().id() + " has none"
                                : engines + " engines of " + engine.accelerators() + " GPUs exceed its "
                                        + engine.acceleratorsPerHost() + " x "
                                        + engine.accelerator().id());
                continue;
            }
            List<Boolean> whole = search.expertParallel().isEmpty() ? List.of(engines > 1) : search.expertParallel();
            for (boolean expertParallel : dense ? List.of(false) : whole) {
                layouts.add(new ExpertLayout(engines, expertParallel));
            }
        }
        return layouts;
    }

    /** Adds the deployment with every limit that fits; returns whether one does. */
    private boolean limit(CloudInstance instance, Deployment deployment, Set<String> reasons) {
        int count = instance.acceleratorCount();
        int accelerators = deployment.accelerators();
        ServingLimits defaults = ServingLimits.defaultsOn(deployment.accelerator(), maxModelLen, request.engine());
        List<Integer> askedSeqs = request.search().maxNumSeqs();
        List<Integer> askedTokens = request.search().maxNumBatchedTokens();
        Set<Integer> budgets = new TreeSet<>(askedTokens.isEmpty() ? MAX_NUM_BATCHED_TOKENS : askedTokens);
        if (askedTokens.isEmpty()) {
            budgets.add(defaults.maxNumBatchedTokens());
        }
        boolean any = false;
        List<String> wrong = new ArrayList<>();
        for (int tokens : budgets) {
            boolean enough = false;
            for (int seqs : askedSeqs.isEmpty() ? MAX_NUM_SEQS : askedSeqs) {
                if (enough || seqs > tokens) {
                    addIf(
                            seqs > tokens && !any,
                            wrong,
                            "max-num-seqs " + seqs + " exceeds max-num-batched-tokens " + tokens);
                    continue;
                }
                ServingLimits limits = new ServingLimits(seqs, tokens, maxModelLen, defaults.gpuMemoryUtilization());
                MemoryPlan plan = MemoryPlan.of(deployment, limits);
                Optional<String> refusal = plan.refusal();
                if (refusal.isPresent()) {
                    wrong.add(refusal.get());
                    continue;
                }
                any = true;
                int engines = deployment.experts().dataParallel();
                candidates.add(new Candidate(
                        instance,
                        deployment,
                        limits,
                        plan,
                        count / (accelerators * engines) * engines,
                        Math.max(1, (accelerators + count - 1) / count)));
                enough = askedSeqs.isEmpty() && seqs > PLACES_OVER_POOL * plan.kvTokens(contextTokens) / contextTokens;
            }
        }
        if (!any) {
            reasons.add(wrong.get(0)); // that of the smallest limits
        }
        return any;
    }

    private static void addIf(boolean condition, Collection<String> reasons, String reason) {
        if (condition) {
            reasons.add(reason);
        }
    }

    /** The precisions asked for; else the model's own, or the accelerator's 16 bits where it has no units for that. */
    private List<Precision> precisions(Accelerator accelerator) {
        if (!request.precisions().isEmpty()) {
            return request.precisions();
        }
        Precision own = request.model().defaultPrecision();
        boolean fallsBack = own == Precision.BF16 && own.refusal(accelerator).isPresent();
        return List.of(fallsBack ? Precision.FP16 : own);
    }
}
