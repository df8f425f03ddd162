package io.varcas.cli.predict;

import io.varcas.hardware.Price.Availability;
import io.varcas.model.KvPrecision;
import io.varcas.model.Precision;
import io.varcas.setting.type.Durations;
import io.varcas.sizing.SizingRequest;
import io.varcas.sizing.SizingRequestBuilder;
import io.varcas.sizing.demand.Demand;
import io.varcas.sizing.demand.Objectives;
import io.varcas.sizing.demand.ServiceWorkload;
import io.varcas.sizing.demand.WorkloadCatalog;
import io.varcas.validation.UsageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Flags of a sizing request: demand, objectives, and the machines to consider. */
final class SizeFlags {

    @Option(
            names = "--workload",
            paramLabel = "<name>",
            description =
                    "Traffic: chat, rag, code, a custom workload (--catalog) or a file (default: ${DEFAULT-VALUE}).")
    String workload = "chat";

    @Option(
            names = {"--users", "-u"},
            paramLabel = "<n>",
            description = "Concurrent users; each sends its next request after the response and the think time.")
    @Nullable
    Double users;

    @Option(names = "--rate", paramLabel = "<n>", description = "Requests per second, instead of --users.")
    @Nullable
    Double rate;

    @Option(
            names = "--think-time",
            paramLabel = "<time>",
            description = "Mean think time of a user, such as 10s or 500ms (default: the workload's).")
    @Nullable
    String thinkTime;

    @Option(names = "--peak", description = "Size for the peak: multiply the demand by the workload's peak factor.")
    boolean peak;

    @Option(
            names = "--headroom",
            paramLabel = "<percent>",
            description = "Spare capacity, in percent of the demand (default: ${DEFAULT-VALUE}).")
    double headroom = 25;

    @Option(
            names = "-sla",
            paramLabel = "<objective>",
            description =
                    "Set an objective of ttft, tpot or e2e, such as \"ttft.p95<=400ms\" or tpot.p50=none. Repeatable.")
    List<String> objectives = new ArrayList<>();

    @Option(
            names = {"--quantization", "-q"},
            paramLabel = "<precision>",
            split = ",",
            description =
                    "Precisions to try, separated by commas: fp16, bf16, int8, fp8, int4, ... (default: the model's"
                            + " own).")
    List<String> precisions = new ArrayList<>();

    @Option(
            names = "--kv-cache-dtype",
            paramLabel = "<auto|fp8>",
            split = ",",
            description = "Data types of the KV cache to try, separated by commas (default: ${DEFAULT-VALUE}).")
    List<String> kvPrecisions = List.of("auto");

    @Option(
            names = "--pricing",
            paramLabel = "<ondemand|spot|reservation>",
            description = "Pricing model (default: ${DEFAULT-VALUE}).")
    String pricing = "ondemand";

    @Option(names = "--zone", paramLabel = "<zone>", description = "Consider only machines offered in this zone.")
    @Nullable
    String zone;

    @Option(names = "--region", paramLabel = "<region>", description = "Consider only machines offered in this region.")
    @Nullable
    String region;

    @Option(
            names = "--cloud",
            paramLabel = "<cloud>",
            split = ",",
            description = "Consider only these clouds: gcp, aws, azure (default: all).")
    List<String> clouds = new ArrayList<>();

    @Option(names = "--gpu", paramLabel = "<gpu>", split = ",", description = "Consider only these GPUs.")
    List<String> gpus = new ArrayList<>();

    @Option(names = "--instance", paramLabel = "<name>", split = ",", description = "Consider only these machines.")
    List<String> instances = new ArrayList<>();

    @Option(names = "--max-price", paramLabel = "<USD/h>", description = "Maximum price of the fleet per hour.")
    @Nullable
    Double maxPrice;

    @Option(
            names = "--safety-margin",
            paramLabel = "<percent>",
            description = "Required margin between prediction and objective (default: ${DEFAULT-VALUE}).")
    double safetyMargin;

    @Option(
            names = "--max-idle",
            paramLabel = "<percent>",
            description = "Maximum idle share of the fleet's capacity (default: ${DEFAULT-VALUE}).")
    double maxIdle = 100;

    @Option(
            names = "--engine",
            paramLabel = "<version>",
            description = "Engine and version (default: ${DEFAULT-VALUE}).")
    String engine = "vllm 0.32.0";

    @Option(
            names = "--check",
            paramLabel = "<n>",
            description =
                    "Number of the cheapest candidates to check by engine simulation (default: as many as take a few"
                            + " seconds).")
    int check = Integer.MAX_VALUE;

    @Option(
            names = "-seed",
            paramLabel = "<n>",
            description = "Seed of the engine simulations (default: ${DEFAULT-VALUE}).")
    long seed = 42;

    @Mixin
    SearchFlags search = new SearchFlags();

    /**
     * Puts the request together; every name in it is looked up when it is answered.
     *
     * @param curvePeak largest rate of a load curve, in place of a demand
     * @param mayHaveNoDemand whether a rate of 1 stands for a demand that was not given
     */
    SizingRequest request(
            String model,
            CatalogFlags catalogs,
            List<String> ownMachines,
            OptionalDouble curvePeak,
            boolean mayHaveNoDemand) {
        ServiceWorkload traffic = workload(catalogs);
        Demand demand =
                mayHaveNoDemand && users == null && rate == null ? new Demand.Rate(1) : demand(traffic, curvePeak);
        SizingRequestBuilder builder = SizingRequest.of(catalogs.model(model), traffic, demand)
                .headroomPercent(headroom)
                .precisions(precisions.stream().map(Precision::of).toArray(Precision[]::new))
                .kvPrecisions(kvPrecisions.stream().map(KvPrecision::of).toArray(KvPrecision[]::new))
                .search(search.space())
                .drafts(search.drafts())
                .terms(terms())
                .safetyMargin(safetyMargin / 100)
                .maxIdleShare(maxIdle / 100)
                .engine(engine.startsWith("vllm") ? engine : "vllm " + engine)
                .top(check)
                .seed(seed);
        clouds.forEach(builder::cloud);
        gpus.forEach(builder::accelerator);
        instances.forEach(builder::instance);
        ownMachines.forEach(builder::instance);
        if (!ownMachines.isEmpty()) {
            refuseFiltersBeside(ownMachines);
            builder.includeUnpriced();
        }
        if (zone != null && region != null) {
            throw new UsageException(
                    "--zone " + zone + " and --region " + region + " are mutually exclusive; remove one");
        }
        if (zone != null) {
            builder.place(zone);
        }
        if (region != null) {
            builder.place(region);
        }
        if (maxPrice != null) {
            builder.maxUsdPerHour(maxPrice);
        }
        return builder.build();
    }

    /** A custom machine is what it is: a filter on the clouds' machines would only take it out again. */
    private void refuseFiltersBeside(List<String> ownMachines) {
        Map<String, Boolean> filters = new LinkedHashMap<>();
        filters.put("--zone", zone != null);
        filters.put("--region", region != null);
        filters.put("--cloud", !clouds.isEmpty());
        filters.put("--gpu", !gpus.isEmpty());
        filters.forEach((flag, given) -> {
            if (given) {
                throw new UsageException(flag + " and a custom machine (" + String.join(", ", ownMachines)
                        + ") are mutually exclusive; remove one");
            }
        });
    }

    private Demand demand(ServiceWorkload traffic, OptionalDouble curvePeak) {
        if (curvePeak.isPresent()) {
            if (users != null || rate != null || peak) {
                throw new UsageException("--load-curve and "
                        + (users != null ? "--users" : rate != null ? "--rate" : "--peak") + " contradict; give one");
            }
            return new Demand.Rate(curvePeak.getAsDouble());
        }
        if ((users == null) == (rate == null)) {
            throw new UsageException(
                    users == null
                            ? "size needs the demand: --users or --rate"
                            : "--users and --rate are mutually exclusive; remove one");
        }
        double factor = peak ? traffic.peakFactor() : 1;
        if (rate != null) {
            return new Demand.Rate(factor * rate);
        }
        Duration thinks = thinkTime == null ? traffic.thinkTime() : Durations.parse(thinkTime);
        return new Demand.Users(factor * (users == null ? 0 : users), thinks);
    }

    private Availability terms() {
        return switch (pricing.replace("-", "").toLowerCase(Locale.ROOT)) {
            case "ondemand" -> Availability.ON_DEMAND;
            case "spot" -> Availability.SPOT;
            case "reservation" -> Availability.RESERVATION;
            default ->
                throw new UsageException("unknown pricing \"" + pricing + "\"; use ondemand, spot or reservation");
        };
    }

    private ServiceWorkload workload(CatalogFlags catalogs) {
        ServiceWorkload traffic = workload.endsWith(".json")
                ? read(Path.of(workload))
                : catalogs.workloads().workload(workload);
        return traffic.withObjectives(changed(traffic.objectives()));
    }

    private static ServiceWorkload read(Path file) {
        List<ServiceWorkload> found =
                List.copyOf(WorkloadCatalog.none().with(file).workloads());
        if (found.size() != 1) {
            throw new UsageException(file + " holds " + found.size()
                    + " workloads; must contain exactly one, with \"kind\": \"workload\"");
        }
        return found.get(0);
    }

    private Objectives changed(Objectives objectives) {
        SizeObjectives changed = new SizeObjectives(objectives);
        this.objectives.forEach(changed::change);
        return changed.objectives();
    }
}
