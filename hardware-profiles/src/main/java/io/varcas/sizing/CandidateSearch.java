package io.varcas.sizing;

import io.varcas.hardware.Accelerator;
import io.varcas.hardware.Backend;
import io.varcas.hardware.CloudInstance;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.model.ModelArchitecture;
import io.varcas.model.Precision;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.MemoryPlan;
import io.varcas.roofline.ServingLimits;
import io.varcas.validation.DidYouMean;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every way to serve a request's model on the machines of a catalog that its filters let through. */
final class CandidateSearch {

    /** Layers are split over stages only where splitting them over ranks is not enough. */
    private static final int[] PIPELINE = {1, 2, 4, 8};

    private static final int[] MAX_NUM_SEQS = {16, 64, 256};

    private final HardwareCatalog hardware;
    private final SizingRequest request;
    private final int maxModelLen;
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<Unfit> unfit = new ArrayList<>();

    CandidateSearch(HardwareCatalog hardware, SizingRequest request, int maxModelLen) {
        this.hardware = hardware;
        this.request = request;
        this.maxModelLen = maxModelLen;
        checkNames();
        List<CloudInstance> wanted =
                hardware.instances().stream().filter(this::wanted).toList();
        wanted.stream().filter(this::affordable).forEach(this::consider);
        if (candidates.isEmpty() && unfit.isEmpty()) {
            wanted.forEach(instance -> unfit.add(new Unfit(
                    instance.cloud() + "/" + instance.id(),
                    "no " + request.terms().key() + " price is known for it")));
        }
    }

    private boolean affordable(CloudInstance instance) {
        return request.includeUnpriced() || instance.price(request.terms()).isPresent();
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
            for (int ranks : request.model().validTensorParallel()) {
                if (ranks > instance.acceleratorCount()
                        || (ranks > 1 && accelerator.interconnect().allReduceAmong(ranks) == null)) {
                    continue;
                }
                Optional<String> cut = request.model().splitRefusal(ranks, precision);
                if (cut.isPresent()) {
                    reasons.add(cut.get());
                } else {
                    layOut(instance, accelerator, precision, ranks, reasons);
                }
            }
        }
        if (candidates.size() == before) {
            unfit.add(new Unfit(name, String.join("; ", reasons)));
        }
    }

    private void layOut(
            CloudInstance instance, Accelerator accelerator, Precision precision, int ranks, Set<String> reasons) {
        ModelArchitecture model = request.model();
        int count = instance.acceleratorCount();
        for (int stages : PIPELINE) {
            boolean wholeMachines = ranks == count;
            if (stages > model.layers() || (ranks * stages > count && !wholeMachines)) {
                return;
            }
            Deployment deployment = new Deployment(
                            model, accelerator, precision, request.kvPrecision(), ranks, stages, count)
                    .servedBy(request.engine());
            ServingLimits limits = ServingLimits.defaultsOn(accelerator, maxModelLen, request.engine())
                    .withMaxNumSeqs(256);
            MemoryPlan plan = MemoryPlan.of(deployment, limits);
            Optional<String> refusal = plan.refusal();
            if (refusal.isEmpty()) {
                int accelerators = ranks * stages;
                for (int seqs : MAX_NUM_SEQS) {
                    ServingLimits bounded = limits.withMaxNumSeqs(seqs);
                    candidates.add(new Candidate(
                            instance,
                            deployment,
                            bounded,
                            MemoryPlan.of(deployment, bounded),
                            count / accelerators,
                            Math.max(1, (accelerators + count - 1) / count)));
                }
                return; // more stages would only add latency
            }
            reasons.add(refusal.get());
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
