package io.varcas.cli.predict;

import io.varcas.hardware.Price.Availability;
import io.varcas.model.KvPrecision;
import io.varcas.model.Precision;
import io.varcas.setting.type.Durations;
import io.varcas.sizing.Demand;
import io.varcas.sizing.LatencyMetric;
import io.varcas.sizing.LatencyTargets;
import io.varcas.sizing.Objectives;
import io.varcas.sizing.Quantile;
import io.varcas.sizing.ServiceWorkload;
import io.varcas.sizing.SizingRequest;
import io.varcas.sizing.SizingRequestBuilder;
import io.varcas.sizing.WorkloadCatalog;
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
import picocli.CommandLine.Option;

/** What is asked of a fleet: demand, promises, and which machines to consider. */
final class SizeFlags {

    @Option(
            names = {"--workload", "-w"},
            paramLabel = "<name>",
            description = "chat, rag, code, one of one's own (--catalog), or a file (default: ${DEFAULT-VALUE}).")
    String workload = "chat";

    @Option(
            names = {"--users", "-u"},
            paramLabel = "<n>",
            description = "Users at once; each asks again when it was answered and has thought.")
    @Nullable
    Double users;

    @Option(names = "--rate", paramLabel = "<n>", description = "Requests per second, in place of users.")
    @Nullable
    Double rate;

    @Option(
            names = "--think-time",
            paramLabel = "<time>",
            description = "Mean time a user thinks, as 10s or 500ms (default: the workload's).")
    @Nullable
    String thinkTime;

    @Option(names = "--peak", description = "Size for the peak: the demand times the workload's peak factor.")
    boolean peak;

    @Option(
            names = "--headroom",
            paramLabel = "<percent>",
            description = "Capacity to spare, in percent of the demand (default: ${DEFAULT-VALUE}).")
    double headroom = 25;

    @Option(
            names = "--sla",
            paramLabel = "<metric=ms>",
            description = "Another promise, as ttft.p95=400 or tpot.p50=none, of ttft, tpot and e2e. Repeatable.")
    List<String> promises = new ArrayList<>();

    @Option(
            names = {"--quantization", "-q"},
            paramLabel = "<precision>",
            split = ",",
            description = "fp16, bf16, int8, fp8, int4, ..; several by comma (default: the model's own).")
    List<String> precisions = new ArrayList<>();

    @Option(
            names = "--kv-cache-dtype",
            paramLabel = "<auto|fp8>",
            description = "How the KV cache is stored (default: ${DEFAULT-VALUE}).")
    String kvPrecision = "auto";

    @Option(
            names = "--pricing",
            paramLabel = "<ondemand|spot>",
            description = "Terms of the price (default: ${DEFAULT-VALUE}).")
    String pricing = "ondemand";

    @Option(names = "--zone", paramLabel = "<zone>", description = "Machines offered in this zone only.")
    @Nullable
    String zone;

    @Option(names = "--region", paramLabel = "<region>", description = "Machines offered in this region only.")
    @Nullable
    String region;

    @Option(names = "--cloud", paramLabel = "<cloud>", split = ",", description = "gcp, aws, azure (default: all).")
    List<String> clouds = new ArrayList<>();

    @Option(names = "--gpu", paramLabel = "<gpu>", split = ",", description = "These GPUs only.")
    List<String> gpus = new ArrayList<>();

    @Option(names = "--instance", paramLabel = "<name>", split = ",", description = "These machines only.")
    List<String> instances = new ArrayList<>();

    @Option(names = "--max-price", paramLabel = "<USD/h>", description = "The most the fleet may cost an hour.")
    @Nullable
    Double maxPrice;

    @Option(
            names = "--safety-margin",
            paramLabel = "<percent>",
            description = "How far predictions must stay below the promises (default: ${DEFAULT-VALUE}).")
    double safetyMargin;

    @Option(
            names = "--max-idle",
            paramLabel = "<percent>",
            description = "The most of a fleet's capacity that may lie idle (default: ${DEFAULT-VALUE}).")
    double maxIdle = 100;

    @Option(
            names = "--engine",
            paramLabel = "<version>",
            description = "Engine and version the fleet will run (default: ${DEFAULT-VALUE}).")
    String engine = "vllm 0.32.0";

    @Option(
            names = "--check",
            paramLabel = "<n>",
            description = "How many of the cheapest the engine simulation checks (default: ${DEFAULT-VALUE}).")
    int check = 10;

    @Option(
            names = "--seed",
            paramLabel = "<n>",
            description = "Seed of those simulations (default: ${DEFAULT-VALUE}).")
    long seed = 42;

    /** Puts the request together; every name in it is looked up when it is answered. */
    SizingRequest request(String model, CatalogFlags catalogs, List<String> ownMachines) {
        ServiceWorkload traffic = workload(catalogs);
        SizingRequestBuilder builder = SizingRequest.of(catalogs.model(model), traffic, demand(traffic))
                .headroomPercent(headroom)
                .precisions(precisions.stream().map(Precision::of).toArray(Precision[]::new))
                .kvPrecision(KvPrecision.of(kvPrecision))
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
            throw new UsageException("--zone " + zone + " and --region " + region + " contradict; give one of them");
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

    /** A machine of one's own is what it is: a filter on the clouds' machines would only take it out again. */
    private void refuseFiltersBeside(List<String> ownMachines) {
        Map<String, Boolean> filters = new LinkedHashMap<>();
        filters.put("--zone", zone != null);
        filters.put("--region", region != null);
        filters.put("--cloud", !clouds.isEmpty());
        filters.put("--gpu", !gpus.isEmpty());
        filters.forEach((flag, given) -> {
            if (given) {
                throw new UsageException(flag + " and a machine of one's own (" + String.join(", ", ownMachines)
                        + ") contradict; give one of them");
            }
        });
    }

    private Demand demand(ServiceWorkload traffic) {
        if ((users == null) == (rate == null)) {
            throw new UsageException(
                    users == null
                            ? "say how much is asked: --users or --rate"
                            : "--users and --rate contradict; give one");
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
            default -> throw new UsageException("unknown pricing \"" + pricing + "\"; it is ondemand or spot");
        };
    }

    private ServiceWorkload workload(CatalogFlags catalogs) {
        ServiceWorkload traffic = workload.endsWith(".json")
                ? read(Path.of(workload))
                : catalogs.workloads().workload(workload);
        return traffic.withObjectives(promised(traffic.objectives()));
    }

    private static ServiceWorkload read(Path file) {
        List<ServiceWorkload> found =
                List.copyOf(WorkloadCatalog.none().with(file).workloads());
        if (found.size() != 1) {
            throw new UsageException(
                    file + " holds " + found.size() + " workloads; it must hold one, of \"kind\": \"workload\"");
        }
        return found.get(0);
    }

    private Objectives promised(Objectives objectives) {
        Map<LatencyMetric, Map<Quantile, OptionalDouble>> all = new LinkedHashMap<>();
        for (LatencyMetric metric : LatencyMetric.values()) {
            Map<Quantile, OptionalDouble> targets = new LinkedHashMap<>();
            for (Quantile quantile : Quantile.values()) {
                targets.put(quantile, objectives.of(metric).at(quantile));
            }
            all.put(metric, targets);
        }
        for (String promise : promises) {
            String[] parts = promise.toLowerCase(Locale.ROOT).split("=", 2);
            boolean known = false;
            for (LatencyMetric metric : LatencyMetric.values()) {
                for (Quantile quantile : Quantile.values()) {
                    if (parts.length == 2 && parts[0].equals(metric.label() + "." + quantile.label())) {
                        all.getOrDefault(metric, new LinkedHashMap<>()).put(quantile, seconds(promise, parts[1]));
                        known = true;
                    }
                }
            }
            if (!known) {
                throw new UsageException("--sla " + promise + " is not understood; write ttft.p95=400 (milliseconds),"
                        + " of ttft, tpot, e2e at p50, p95, p99");
            }
        }
        return new Objectives(
                targets(all, LatencyMetric.TTFT), targets(all, LatencyMetric.TPOT), targets(all, LatencyMetric.E2E));
    }

    private static OptionalDouble seconds(String promise, String millis) {
        if (millis.equals("none")) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(Double.parseDouble(millis) * 1e-3);
        } catch (NumberFormatException e) {
            throw new UsageException("--sla " + promise + ": \"" + millis + "\" is neither milliseconds nor none");
        }
    }

    private static LatencyTargets targets(Map<LatencyMetric, Map<Quantile, OptionalDouble>> all, LatencyMetric metric) {
        Map<Quantile, OptionalDouble> of = all.getOrDefault(metric, Map.of());
        return new LatencyTargets(
                of.getOrDefault(Quantile.P50, OptionalDouble.empty()),
                of.getOrDefault(Quantile.P95, OptionalDouble.empty()),
                of.getOrDefault(Quantile.P99, OptionalDouble.empty()));
    }
}
