package io.varcas.sizing;

import io.varcas.hardware.Price.Availability;
import io.varcas.model.KvPrecision;
import io.varcas.model.ModelArchitecture;
import io.varcas.model.Precision;
import io.varcas.queueing.Drafts;
import io.varcas.sizing.demand.Demand;
import io.varcas.sizing.demand.ServiceWorkload;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a {@link SizingRequest}; whatever is not set has the default said with it. */
public final class SizingRequestBuilder {

    private final ModelArchitecture model;
    private final ServiceWorkload workload;
    private final Demand demand;
    private double headroomPercent = 25;
    private List<Precision> precisions = List.of();
    private List<KvPrecision> kvPrecisions = List.of(KvPrecision.AUTO);
    private SearchSpace search = SearchSpace.DEFAULT;
    private Drafts drafts = Drafts.NONE;
    private Availability terms = Availability.ON_DEMAND;
    private @Nullable String place;
    private final Set<String> clouds = new LinkedHashSet<>();
    private final Set<String> accelerators = new LinkedHashSet<>();
    private final Set<String> instances = new LinkedHashSet<>();
    private boolean includeUnpriced;
    private @Nullable Double maxUsdPerHour;
    private double safetyMargin;
    private double maxIdleShare = 1;
    private String engine = "vllm 0.31.0";
    private int top = Integer.MAX_VALUE;
    private long seed = 42;

    SizingRequestBuilder(ModelArchitecture model, ServiceWorkload workload, Demand demand) {
        this.model = model;
        this.workload = workload;
        this.demand = demand;
    }

    /** Sets capacity to spare, percent of the demand; 25 unless set. */
    public SizingRequestBuilder headroomPercent(double percent) {
        headroomPercent = percent;
        return this;
    }

    /** Sets the precisions to consider; the model's own unless set. */
    public SizingRequestBuilder precisions(Precision... all) {
        precisions = List.of(all);
        return this;
    }

    /** Sets the ways to store the KV cache to consider; the model's 16 bits unless set. */
    public SizingRequestBuilder kvPrecisions(KvPrecision... all) {
        kvPrecisions = List.of(all);
        return this;
    }

    /** Sets the settings of the server to consider; {@link SearchSpace#DEFAULT} unless set. */
    public SizingRequestBuilder search(SearchSpace space) {
        search = space;
        return this;
    }

    /** Sets the speculative decoding of every server; none unless set. */
    public SizingRequestBuilder drafts(Drafts speculation) {
        drafts = speculation;
        return this;
    }

    /** Sets on which terms machines are rented; on demand unless set. */
    public SizingRequestBuilder terms(Availability availability) {
        terms = availability;
        return this;
    }

    /** Sets the region or zone machines must be offered in; anywhere unless set. */
    public SizingRequestBuilder place(String regionOrZone) {
        if (place != null && !place.equals(regionOrZone)) {
            throw new IllegalArgumentException(
                    "place is \"" + place + "\" already and now \"" + regionOrZone + "\"; give one region or one zone");
        }
        place = regionOrZone;
        return this;
    }

    /** Adds a cloud to consider; all unless one is added. */
    public SizingRequestBuilder cloud(String cloud) {
        clouds.add(cloud);
        return this;
    }

    /** Adds an accelerator to consider, by id or alias; all CUDA ones unless one is added. */
    public SizingRequestBuilder accelerator(String name) {
        accelerators.add(name);
        return this;
    }

    /** Adds an instance to consider, by the cloud's name; all unless one is added. */
    public SizingRequestBuilder instance(String id) {
        instances.add(id);
        return this;
    }

    /** Considers machines without a price too, as for custom hardware. */
    public SizingRequestBuilder includeUnpriced() {
        includeUnpriced = true;
        return this;
    }

    /** Sets the most the fleet may cost an hour; no limit unless set. */
    public SizingRequestBuilder maxUsdPerHour(double usd) {
        maxUsdPerHour = usd;
        return this;
    }

    /** Sets the share by which predictions must stay below targets; 0 unless set. */
    public SizingRequestBuilder safetyMargin(double share) {
        safetyMargin = share;
        return this;
    }

    /** Sets the most of a fleet's capacity that may lie idle; no limit unless set. */
    public SizingRequestBuilder maxIdleShare(double share) {
        maxIdleShare = share;
        return this;
    }

    /** Sets engine and version; {@code vllm 0.31.0} unless set. */
    public SizingRequestBuilder engine(String engineAndVersion) {
        engine = engineAndVersion;
        return this;
    }

    /** Sets the most machines that the engine checks; as many as it can in seconds unless set, 0 for closed forms alone. */
    public SizingRequestBuilder top(int count) {
        top = count;
        return this;
    }

    /** Sets the seed of the engine's runs; 42 unless set. */
    public SizingRequestBuilder seed(long value) {
        seed = value;
        return this;
    }

    /**
     * Makes the request.
     *
     * @throws IllegalArgumentException naming every value that is out of its range
     */
    public SizingRequest build() {
        return new SizingRequest(
                model,
                workload,
                demand,
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
}
