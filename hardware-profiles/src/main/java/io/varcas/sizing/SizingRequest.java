package io.varcas.sizing;

import io.varcas.hardware.Price.Availability;
import io.varcas.model.KvPrecision;
import io.varcas.model.ModelArchitecture;
import io.varcas.model.Precision;
import io.varcas.queueing.Drafts;
import io.varcas.sizing.demand.Demand;
import io.varcas.sizing.demand.ServiceWorkload;
import io.varcas.validation.Violations;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The input of sizing. Made by {@link SizingRequestBuilder}.
 *
 * @param model what is to be served
 * @param workload what requests are like, and what is guaranteed
 * @param demand how much is asked
 * @param headroomPercent capacity to spare, in percent of the demand, from 0 to 400: 25 asks for 1.25 times the demand
 * @param precisions precisions to consider; empty for the model's own, or what the accelerator has instead
 * @param kvPrecisions ways to store the KV cache to consider, at least one
 * @param search settings of the server to consider
 * @param drafts speculative decoding of every server
 * @param terms on which terms machines are rented
 * @param place region or zone they must be offered in; null for anywhere
 * @param clouds clouds to consider; empty for all
 * @param accelerators accelerators to consider; empty for all that vLLM's step model was checked on
 * @param instances instances to consider; empty for all
 * @param includeUnpriced whether to consider machines without a price on these terms
 * @param maxUsdPerHour most that the whole fleet may cost an hour; null for no limit
 * @param safetyMargin share by which predictions must stay below targets, from 0 to below 1
 * @param maxIdleShare most of a fleet's capacity that may lie idle at the demand, from 0 to 1; 1 for no limit
 * @param engine engine and version the fleet will run, such as {@code vllm 0.31.0}
 * @param top most machines that the engine checks, the cheapest first, at least 0; it stops before as well, where checking more would
 *     take many seconds
 * @param seed of the engine's runs
 */
public record SizingRequest(
        ModelArchitecture model,
        ServiceWorkload workload,
        Demand demand,
        double headroomPercent,
        List<Precision> precisions,
        List<KvPrecision> kvPrecisions,
        SearchSpace search,
        Drafts drafts,
        Availability terms,
        @Nullable String place,
        Set<String> clouds,
        Set<String> accelerators,
        Set<String> instances,
        boolean includeUnpriced,
        @Nullable Double maxUsdPerHour,
        double safetyMargin,
        double maxIdleShare,
        String engine,
        int top,
        long seed) {

    /** However little headroom is asked for, a queue needs some: utilisation never exceeds this. */
    private static final double MOST_UTILISATION = 0.95;

    /**
     * @throws IllegalArgumentException naming every value that is out of its range
     */
    public SizingRequest {
        precisions = List.copyOf(precisions);
        kvPrecisions = List.copyOf(kvPrecisions);
        clouds = Set.copyOf(clouds);
        accelerators = Set.copyOf(accelerators);
        instances = Set.copyOf(instances);
        Violations faults = Violations.in("sizing request")
                .within(0, 400, "headroom", headroomPercent, "percent")
                .findIf(
                        !(safetyMargin >= 0 && safetyMargin < 1),
                        "safety margin is " + safetyMargin + "; it must be in [0, 1)")
                .within(0, 1, "largest idle share", maxIdleShare, "")
                .notBlank("engine", engine)
                .atLeast(1, "KV cache precisions", kvPrecisions.size(), "")
                .atLeast(0, "top", top, "");
        if (maxUsdPerHour != null) {
            faults.positive("price limit", maxUsdPerHour, "USD/h");
        }
        faults.raise();
    }

    /** Starts a request of a model, a workload and a demand, with everything else at its default. */
    public static SizingRequestBuilder of(ModelArchitecture model, ServiceWorkload workload, Demand demand) {
        return new SizingRequestBuilder(model, workload, demand);
    }

    /** Returns this request with another demand. */
    public SizingRequest withDemand(Demand other) {
        return new SizingRequest(
                model,
                workload,
                other,
                headroomPercent,
                precisions,
                kvPrecisions,
                search,
                drafts,
                terms,
                place,
                clouds,
                accelerators,
                instances,
                includeUnpriced,
                maxUsdPerHour,
                safetyMargin,
                maxIdleShare,
                engine,
                top,
                seed);
    }

    /** Returns the share of capacity the fleet may use: {@code 1 / (1 + headroom)}, at most 0.95. */
    public double targetUtilisation() {
        return Math.min(MOST_UTILISATION, 1 / (1 + headroomPercent / 100));
    }
}
