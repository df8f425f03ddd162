package io.varcas.cli.predict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.varcas.document.Figure;
import io.varcas.document.LenientJson;
import io.varcas.document.Utf8File;
import io.varcas.hardware.Accelerator;
import io.varcas.hardware.CloudInstance;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.hardware.Memory;
import io.varcas.hardware.Price;
import io.varcas.hardware.Price.Availability;
import io.varcas.sizing.OwnershipCost;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Machines of the user's own, described by flags or by a file of several. */
final class CustomHardware {

    private static final String CLOUD = "own";

    /** Power of a whole machine over the limits of its GPUs: a DGX H100 takes 10.2 kW at most, its GPUs 5.6 (NVIDIA data sheet, 2023). */
    private static final double HOST_POWER_FACTOR = 1.8;

    @Option(
            names = "--gpu-type",
            paramLabel = "<gpu>",
            description = "Size a custom machine with this GPU of the catalog.")
    @Nullable
    String gpuType;

    @Option(names = "--gpu-count", paramLabel = "<n>", description = "GPUs in the custom machine (default: 1).")
    @Nullable
    Integer gpuCount;

    @Option(names = "--gpu-vram-gb", paramLabel = "<GB>", description = "GPU memory, if it differs from the catalog.")
    @Nullable
    Double gpuVramGb;

    @Option(names = "--vcpus", paramLabel = "<n>", description = "Virtual CPUs of the custom machine.")
    @Nullable
    Integer vcpus;

    @Option(names = "--memory-gb", paramLabel = "<GB>", description = "Host memory of the custom machine.")
    @Nullable
    Double memoryGb;

    @Option(
            names = "--config-name",
            paramLabel = "<name>",
            description = "Name of the custom machine (default: ${DEFAULT-VALUE}).")
    String configName = "custom";

    @Option(names = "--usd-per-hour", paramLabel = "<USD>", description = "Price per hour of the custom machine.")
    @Nullable
    Double usdPerHour;

    @Option(
            names = "--purchase-usd",
            paramLabel = "<USD>",
            description = "Purchase price of the custom machine, instead of a price per hour; the cost includes power.")
    @Nullable
    Double purchaseUsd;

    @Option(
            names = "--lifetime-years",
            paramLabel = "<n>",
            description = "Depreciation period in years (default: ${DEFAULT-VALUE}).")
    double lifetimeYears = 4;

    @Option(
            names = "--watts",
            paramLabel = "<W>",
            description = "Power of the custom machine (default: 1.8 times the power limits of its GPUs).")
    @Nullable
    Double watts;

    @Option(
            names = "--pue",
            paramLabel = "<n>",
            description = "Power usage effectiveness of the data center (default: ${DEFAULT-VALUE}).")
    double pue = 1.3;

    @Option(names = "--usd-per-kwh", paramLabel = "<USD>", description = "Price of power (default: ${DEFAULT-VALUE}).")
    double usdPerKwh = 0.12;

    @Option(
            names = "--price",
            paramLabel = "<instance=USD/h>",
            description = "Override the price of an instance, such as p5.48xlarge=40. Repeatable.")
    List<String> ownPrices = new ArrayList<>();

    @Option(
            names = "--configs-file",
            paramLabel = "<file>",
            description = {
                "Several custom machines: {\"configs\": [{\"name\", \"gpu_type\", \"gpu_count\",",
                "\"gpu_vram_gb\", \"vcpus\", \"memory_gb\", \"usd_per_hour\"}, ...]}"
            })
    @Nullable
    Path configsFile;

    /** A machine as it was written. */
    private record Config(
            String name,
            String gpuType,
            int gpuCount,
            @Nullable Double gpuVramGb,
            @Nullable Integer vcpus,
            @Nullable Double memoryGb,
            @Nullable Double usdPerHour) {}

    /** Returns the names of the machines given; empty if the clouds' are to be sized. */
    List<String> names() {
        return configs().stream().map(Config::name).toList();
    }

    /** Adds the machines given. */
    HardwareCatalog addTo(HardwareCatalog catalog) {
        HardwareCatalog more = catalog;
        for (String price : ownPrices) {
            more = more.with(repriced(more, price));
        }
        for (Config config : configs()) {
            Accelerator accelerator = more.accelerator(config.gpuType());
            if (config.gpuVramGb() != null) {
                accelerator = withMemory(accelerator, config.gpuVramGb());
                more = more.with(accelerator);
            }
            more = more.with(new CloudInstance(
                    CLOUD,
                    config.name(),
                    accelerator.id(),
                    config.gpuCount(),
                    config.vcpus(),
                    config.memoryGb(),
                    List.of(),
                    List.of(),
                    purchaseUsd == null ? prices(config.usdPerHour()) : prices(bought(accelerator, config))));
        }
        return more;
    }

    private OwnershipCost bought(Accelerator accelerator, Config config) {
        if (config.usdPerHour() != null) {
            throw new UsageException("--purchase-usd and a price per hour are mutually exclusive; remove one");
        }
        @Nullable Figure limit = accelerator.powerWatts();
        if (watts == null && limit == null) {
            throw new UsageException("the power limit of " + accelerator.id() + " is unknown; add --watts");
        }
        double power = watts != null
                ? watts
                : HOST_POWER_FACTOR
                        * config.gpuCount()
                        * Objects.requireNonNull(limit).value();
        return new OwnershipCost(Objects.requireNonNull(purchaseUsd), lifetimeYears, power, pue, usdPerKwh);
    }

    private static CloudInstance repriced(HardwareCatalog catalog, String price) {
        int equals = price.indexOf('=');
        try {
            CloudInstance known = catalog.instance(equals < 0 ? price : price.substring(0, equals));
            return new CloudInstance(
                    known.cloud(),
                    known.id(),
                    known.acceleratorId(),
                    known.acceleratorCount(),
                    known.vcpus(),
                    known.memoryGb(),
                    known.regions(),
                    known.zones(),
                    prices(Double.valueOf(price.substring(equals + 1))));
        } catch (NumberFormatException noNumber) {
            throw new UsageException(
                    "--price " + price + ": must be an instance with a price in USD an hour, such as p5.48xlarge=40");
        }
    }

    private static List<Price> prices(OwnershipCost cost) {
        return prices(new Figure(
                cost.usdPerHour(),
                cost.describe(),
                LocalDate.now(ZoneOffset.UTC).toString()));
    }

    private static List<Price> prices(@Nullable Double usd) {
        if (usd == null) {
            return List.of();
        }
        return prices(new Figure(
                usd, "given by the user", LocalDate.now(ZoneOffset.UTC).toString()));
    }

    /** A custom price holds on all terms. */
    private static List<Price> prices(Figure figure) {
        return Arrays.stream(Availability.values())
                .map(terms -> new Price(figure, terms))
                .toList();
    }

    private static Accelerator withMemory(Accelerator known, double nominalGb) {
        Memory memory = known.memory();
        double usable =
                nominalGb * memory.usableGib().value() / memory.nominalGb().value();
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        return new Accelerator(
                known.id() + "-" + Math.round(nominalGb) + "gb",
                known.name() + " with " + nominalGb + " GB",
                List.of(),
                known.backend(),
                known.computeCapability(),
                new Memory(
                        new Figure(nominalGb, "given by the user", today),
                        new Figure(usable, "usable share as on " + known.id(), today),
                        memory.bandwidthGBps()),
                known.denseTflops(),
                known.interconnect(),
                known.powerWatts(),
                known.efficiency());
    }

    private List<Config> configs() {
        List<Config> configs = new ArrayList<>();
        if (gpuType != null && purchaseUsd != null && usdPerHour != null) {
            throw new UsageException("--purchase-usd and --usd-per-hour are mutually exclusive; remove one");
        }
        if (gpuType != null) {
            configs.add(new Config(
                    configName, gpuType, gpuCount == null ? 1 : gpuCount, gpuVramGb, vcpus, memoryGb, usdPerHour));
        } else if (gpuCount != null
                || gpuVramGb != null
                || vcpus != null
                || memoryGb != null
                || usdPerHour != null
                || (purchaseUsd != null && configsFile == null)) {
            throw new UsageException("a custom machine needs --gpu-type");
        }
        if (configsFile != null) {
            configs.addAll(read(configsFile));
        }
        return configs;
    }

    private static List<Config> read(Path file) {
        try {
            List<Config> configs = new ArrayList<>();
            JsonNode list = new JsonMapper(LenientJson.factory())
                    .readTree(Utf8File.read(file))
                    .path("configs");
            if (!list.isArray() || list.isEmpty()) {
                throw new UsageException(file + ": must contain a list \"configs\"");
            }
            for (JsonNode node : list) {
                if (!node.path("gpu_type").isTextual()) {
                    throw new UsageException(file + ": config " + (configs.size() + 1) + " has no \"gpu_type\"");
                }
                configs.add(new Config(
                        node.path("name").asText("config " + (configs.size() + 1)),
                        node.path("gpu_type").asText(),
                        node.path("gpu_count").asInt(1),
                        number(node, "gpu_vram_gb"),
                        node.has("vcpus") ? (Integer) node.path("vcpus").asInt() : null,
                        number(node, "memory_gb"),
                        number(node, "usd_per_hour")));
            }
            return configs;
        } catch (JsonProcessingException e) {
            throw new UsageException(file + ": not JSON: " + LenientJson.fault(e));
        } catch (IOException e) {
            throw new UsageException(FailureText.of(e));
        }
    }

    private static @Nullable Double number(JsonNode node, String name) {
        return node.has(name) ? (Double) node.path(name).asDouble() : null;
    }
}
