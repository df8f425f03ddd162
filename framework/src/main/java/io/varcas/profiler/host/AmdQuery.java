package io.varcas.profiler.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.varcas.profiler.Aggregate;
import io.varcas.profiler.ReadingNames;
import io.varcas.profiler.SeriesRecorder.Measure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The queries to {@code amd-smi} and {@code rocm-smi}, and the parsers of their JSON. A value that is missing or {@code N/A} is absent.
 *
 * <p>Source: AMD SMI 25 and 26 ({@code amd-smi metric --json}, whose list of GPUs newer versions wrap into {@code gpu_data}) and ROCm SMI 3
 * ({@code rocm-smi --json}), read November 2026.
 */
enum AmdQuery {
    /** AMD SMI. */
    AMD_SMI("amd-smi", List.of("metric", "--usage", "--power", "--clock", "--temperature", "--mem-usage", "--json")) {
        @Override
        List<GpuRow> rows(JsonNode root) {
            List<GpuRow> rows = new ArrayList<>();
            JsonNode gpus = root.has("gpu_data") ? root.path("gpu_data") : root;
            for (JsonNode gpu : gpus) {
                if (gpu.path("gpu").canConvertToInt()) {
                    rows.add(new GpuRow(
                            "gpu" + gpu.path("gpu").asInt(),
                            List.of(
                                    scaled(number(gpu.at("/usage/gfx_activity")), PERCENT),
                                    scaled(number(gpu.at("/usage/umc_activity")), PERCENT),
                                    number(gpu.at("/mem_usage/used_vram")),
                                    number(gpu.at("/power/socket_power")),
                                    first(gpu.at("/temperature/hotspot"), gpu.at("/temperature/edge")),
                                    first(gpu.at("/clock/gfx_0/clk"), gpu.at("/clock/gfx/clk")),
                                    first(gpu.at("/clock/mem_0/clk"), gpu.at("/clock/mem/clk")),
                                    throttled(gpu.at("/power/throttle_status").asText()))));
                }
            }
            return rows;
        }
    },
    /** ROCm SMI, the older tool. */
    ROCM_SMI(
            "rocm-smi",
            List.of(
                    "--showuse",
                    "--showmemuse",
                    "--showpower",
                    "--showtemp",
                    "--showclocks",
                    "--showmeminfo",
                    "vram",
                    "--json")) {
        @Override
        List<GpuRow> rows(JsonNode root) {
            List<GpuRow> rows = new ArrayList<>();
            root.properties().forEach(card -> {
                Matcher name = CARD.matcher(card.getKey());
                if (name.matches()) {
                    JsonNode gpu = card.getValue();
                    rows.add(new GpuRow(
                            "gpu" + name.group(1),
                            List.of(
                                    scaled(number(gpu.path("GPU use (%)")), PERCENT),
                                    scaled(number(gpu.path("GPU Memory Read/Write Activity (%)")), PERCENT),
                                    scaled(number(gpu.path("VRAM Total Used Memory (B)")), MIB),
                                    first(
                                            gpu.path("Current Socket Graphics Package Power (W)"),
                                            gpu.path("Average Graphics Package Power (W)")),
                                    first(
                                            gpu.path("Temperature (Sensor junction) (C)"),
                                            gpu.path("Temperature (Sensor edge) (C)")),
                                    number(gpu.path("sclk clock speed:")),
                                    number(gpu.path("mclk clock speed:")),
                                    OptionalDouble.empty())));
                }
            });
            return rows;
        }
    };

    private static final double PERCENT = 100;
    private static final double MIB = 1 << 20;
    private static final Pattern CARD = Pattern.compile("card([0-9]{1,4})");
    private static final Pattern NUMBER = Pattern.compile("[^0-9.-]*(-?[0-9]+(?:\\.[0-9]+)?).*");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String tool;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list: List.of
    private final List<String> arguments;

    AmdQuery(String tool, List<String> arguments) {
        this.tool = tool;
        this.arguments = arguments;
    }

    /** One GPU at one moment. */
    record GpuRow(String gpu, List<OptionalDouble> values) {}

    /** Returns the file name of the program. */
    String tool() {
        return tool;
    }

    List<String> arguments() {
        return arguments;
    }

    abstract List<GpuRow> rows(JsonNode root);

    /**
     * Reads what the tool wrote; lines before the JSON, such as warnings, are passed over.
     *
     * @throws IOException if there is no JSON in it
     */
    List<GpuRow> parse(String output) throws IOException {
        int from = Math.min(indexOf(output, '{'), indexOf(output, '['));
        if (from == Integer.MAX_VALUE) {
            throw new IOException("it wrote no JSON");
        }
        return rows(JSON.readTree(output.substring(from)));
    }

    static List<Measure> measures(String gpu) {
        return List.of(
                Measure.of(gpu + ReadingNames.GPU_UTILIZATION, "ratio", Aggregate.MEAN, Aggregate.MAX),
                Measure.of(gpu + ".utilization.memory", "ratio", Aggregate.MEAN, Aggregate.MAX),
                Measure.of(gpu + ".memory.used", "MiB", Aggregate.MAX),
                Measure.of(gpu + ReadingNames.GPU_POWER, "W", Aggregate.MEAN, Aggregate.MAX),
                Measure.of(gpu + ".temperature", "°C", Aggregate.MAX, Aggregate.DRIFT),
                Measure.of(gpu + ReadingNames.GPU_CLOCK, "MHz", Aggregate.MEAN, Aggregate.MIN, Aggregate.DRIFT),
                Measure.of(gpu + ".clock.memory", "MHz", Aggregate.MEAN, Aggregate.MIN),
                Measure.of(gpu + ReadingNames.GPU_THROTTLED, "ratio", Aggregate.MEAN));
    }

    private static int indexOf(String text, char c) {
        int at = text.indexOf(c);
        return at < 0 ? Integer.MAX_VALUE : at;
    }

    static OptionalDouble first(JsonNode... nodes) {
        for (JsonNode node : nodes) {
            OptionalDouble value = number(node);
            if (value.isPresent()) {
                return value;
            }
        }
        return OptionalDouble.empty();
    }

    /** Reads {@code 41}, {@code "41.0"}, {@code "(132Mhz)"}, or {@code {"value": 41, "unit": "W"}}. */
    static OptionalDouble number(JsonNode node) {
        JsonNode value = node.isObject() ? node.path("value") : node;
        if (value.isNumber()) {
            return OptionalDouble.of(value.asDouble());
        }
        Matcher number = NUMBER.matcher(value.asText());
        return number.matches() ? OptionalDouble.of(Double.parseDouble(number.group(1))) : OptionalDouble.empty();
    }

    static OptionalDouble scaled(OptionalDouble value, double divisor) {
        return value.isPresent() ? OptionalDouble.of(value.getAsDouble() / divisor) : value;
    }

    static OptionalDouble throttled(String status) {
        return switch (status.toUpperCase(Locale.ROOT)) {
            case "UNTHROTTLED" -> OptionalDouble.of(0);
            case "THROTTLED" -> OptionalDouble.of(1);
            default -> OptionalDouble.empty();
        };
    }
}
