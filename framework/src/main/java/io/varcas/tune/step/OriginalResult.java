package io.varcas.tune.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.varcas.metric.Origin;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A {@code *_results.json} of the original profiler. */
final class OriginalResult {

    /** Marks files that Varcas wrote: in them decode latencies are decode steps. */
    static final String WRITER = "measured_by";

    private static final String VARCAS = "varcas";

    private OriginalResult() {}

    /** Returns whether Varcas wrote a file, so that what it says was measured. */
    static boolean isOwn(JsonNode root) {
        return root.path(WRITER).asText("").equals(VARCAS);
    }

    static StepCell cell(JsonNode root, String name) {
        boolean own = isOwn(root);
        List<Double> prefill = numbers(root, "prefill_latencies");
        List<Double> decode = numbers(root, "decode_latencies");
        StepConfig config = config(root.path("config"), name, kind(root, prefill, decode));
        Map<StepTimes, TimeSummary> times = new EnumMap<>(StepTimes.class);
        put(times, StepTimes.PREFILL, prefill);
        put(times, StepTimes.BATCH, numbers(root, "total_latencies"));
        List<String> notes = new ArrayList<>();
        if (own) {
            put(times, StepTimes.STEP, decode);
        } else {
            notes.addAll(notes(config, decode));
        }
        StepCell cell =
                new StepCell(config, StepCell.Status.MEASURED, "", Origin.IMPORTED, times, Map.of(), Map.of(), notes);
        return cell.with(StepMetric.TOKENS_PER_SECOND, number(root, "tokens_per_second"), "the file does not have it")
                .with(StepMetric.REQUESTS_PER_SECOND, number(root, "requests_per_second"), "the file does not have it")
                .with(StepMetric.GPU_MEMORY_MAX, number(root, "gpu_memory_usage"), "the file does not have it");
    }

    /** The faults of the original that make its numbers other than their names say. */
    private static List<String> notes(StepConfig config, List<Double> decode) {
        List<String> notes = new ArrayList<>();
        notes.add("imported: all prompts of the original are equal, so that all but the first may be cache hits");
        if (!decode.isEmpty()) {
            notes.add(String.format(
                    Locale.ROOT,
                    "imported: %d decode latencies (mean %.1f ms) are left out: the original reads a prompt and"
                            + " generates one token, so that nothing decodes",
                    decode.size(),
                    decode.stream().mapToDouble(Double::doubleValue).average().orElseThrow()));
        }
        if (config.warmups() > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "imported: tokens/s and requests/s count the warm-up and not its time; about %.2f times too high",
                    (config.warmups() + config.repeats()) / (double) config.repeats()));
        }
        return notes;
    }

    private static StepKind kind(JsonNode root, List<Double> prefill, List<Double> decode) {
        String given = root.path("config_params").path("profiling_type").asText("");
        if (!given.isEmpty()) {
            return StepKind.labelled(given);
        }
        return decode.isEmpty() ? StepKind.PREFILL : prefill.isEmpty() ? StepKind.DECODE : StepKind.MIXED;
    }

    static StepConfig config(JsonNode config, String name, StepKind kind) {
        return new StepConfig(
                name,
                kind,
                whole(config, "C", -1),
                whole(config, "M", -1),
                whole(config, "B", -1),
                whole(config, "block_size", StepConfig.DEFAULT_BLOCK_SIZE),
                whole(config, "num_warmup_runs", StepConfig.DEFAULT_WARMUPS),
                whole(config, "num_measurement_runs", StepConfig.DEFAULT_REPEATS));
    }

    static ObjectNode of(StepCell cell, StepProfile profile, String name) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.set("config", config(cell, profile));
        array(root, "prefill_latencies", cell, StepTimes.PREFILL);
        array(root, "decode_latencies", cell, StepTimes.STEP);
        array(root, "total_latencies", cell, StepTimes.BATCH);
        put(root, "tokens_per_second", cell.find(StepMetric.TOKENS_PER_SECOND));
        put(root, "requests_per_second", cell.find(StepMetric.REQUESTS_PER_SECOND));
        put(root, "gpu_memory_usage", cell.find(StepMetric.GPU_MEMORY_MAX));
        root.putNull("cpu_memory_usage");
        StepConfig config = cell.config();
        root.put("num_prefill_requests", config.reading() * config.repeats());
        root.put("num_decode_requests", config.decoding() * config.repeats());
        root.put("avg_batch_size", (double) config.batch());
        put(root, "avg_tokens_per_batch", tokensPerBatch(cell));
        root.put("timestamp", profile.started().toEpochMilli() / 1e3);
        root.put("model_name", profile.target().model());
        root.put("config_name", name);
        ObjectNode params = root.putObject("config_params");
        params.put("C", config.promptTokens());
        params.put("M", config.contextBlocks());
        params.put("B", config.batch());
        params.put("block_size", config.blockSize());
        params.put("profiling_type", config.kind().label());
        params.put("num_warmup", config.warmups());
        params.put("num_measurements", config.repeats());
        root.put(WRITER, cell.origin() == Origin.IMPORTED ? "imported" : VARCAS);
        return root;
    }

    private static OptionalDouble tokensPerBatch(StepCell cell) {
        StepConfig config = cell.config();
        double prompts = (double) config.reading() * config.promptTokens();
        OptionalDouble context = cell.find(StepMetric.CONTEXT_TOKENS);
        return config.decoding() == 0
                ? OptionalDouble.of(prompts)
                : context.isPresent()
                        ? OptionalDouble.of(prompts + config.decoding() * context.getAsDouble())
                        : OptionalDouble.empty();
    }

    /** A number that was not measured is null, also one that the server does not report. */
    static ObjectNode config(StepCell cell, StepProfile profile) {
        StepConfig config = cell.config();
        ServerCapacity server = ServerCapacity.of(profile.target());
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("C", config.promptTokens());
        node.put("M", config.contextBlocks());
        node.put("B", config.batch());
        node.put("block_size", config.blockSize());
        node.put("num_warmup_runs", config.warmups());
        node.put("num_measurement_runs", config.repeats());
        put(node, "max_model_len", server.maxModelLen());
        node.putNull("enable_chunked_prefill");
        put(node, "max_num_batched_tokens", server.maxBatchedTokens());
        put(node, "max_num_seqs", server.maxNumSeqs());
        node.putNull("max_num_partial_prefills");
        node.putNull("scheduling_policy");
        node.put("save_results", true);
        node.putNull("results_file");
        return node;
    }

    private static void put(ObjectNode node, String key, OptionalLong value) {
        if (value.isPresent()) {
            node.put(key, value.getAsLong());
        } else {
            node.putNull(key);
        }
    }

    static void put(ObjectNode node, String key, OptionalDouble value) {
        if (value.isPresent()) {
            node.put(key, value.getAsDouble());
        } else {
            node.putNull(key);
        }
    }

    static void array(ObjectNode node, String key, StepCell cell, StepTimes kind) {
        ArrayNode array = node.putArray(key);
        cell.find(kind).map(TimeSummary::millis).orElse(List.of()).forEach(array::add);
    }

    static void put(Map<StepTimes, TimeSummary> times, StepTimes kind, List<Double> millis) {
        if (!millis.isEmpty()) {
            times.put(kind, new TimeSummary(millis));
        }
    }

    static List<Double> numbers(JsonNode root, String key) {
        List<Double> numbers = new ArrayList<>();
        for (JsonNode number : root.path(key)) {
            if (!number.isNumber()) {
                throw new IllegalArgumentException(key + " has " + number + "; it must be a list of numbers");
            }
            numbers.add(number.doubleValue());
        }
        return numbers;
    }

    private static OptionalDouble number(JsonNode root, String key) {
        return root.path(key).isNumber() ? OptionalDouble.of(root.path(key).doubleValue()) : OptionalDouble.empty();
    }

    private static int whole(JsonNode node, String key, int otherwise) {
        Optional<JsonNode> value = Optional.of(node.path(key)).filter(JsonNode::canConvertToInt);
        if (value.isEmpty() && otherwise < 0) {
            throw new IllegalArgumentException("its config has no " + key);
        }
        return value.map(JsonNode::intValue).orElse(otherwise);
    }
}
