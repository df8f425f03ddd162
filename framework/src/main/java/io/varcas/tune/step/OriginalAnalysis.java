package io.varcas.tune.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.varcas.metric.Origin;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** A {@code performance_analysis.json} of the original profiler. */
final class OriginalAnalysis {

    /**
     * A list of the file.
     *
     * @param key its key
     * @param metric what it should be
     * @param factor from the file's unit to ours
     * @param constant what the original writes without measuring
     */
    private record Listed(String key, StepMetric metric, double factor, double constant) {}

    /** The running queue of the original is B, which is not measured either. */
    private static final List<Listed> LISTS = List.of(
            new Listed("batch_efficiency", StepMetric.BATCH_EFFICIENCY, 1, 0.8),
            new Listed("cache_hit_rate", StepMetric.CACHE_HIT_RATE, 1, 0.9),
            new Listed("gpu_memory_usage", StepMetric.GPU_MEMORY_MAX, 1, 8000),
            new Listed("gpu_utilization", StepMetric.GPU_UTILIZATION, 0.01, 85),
            new Listed("waiting_queue_size", StepMetric.WAITING_MAX, 1, 0),
            new Listed("running_queue_size", StepMetric.RUNNING_MAX, 1, Double.NaN),
            new Listed("tokens_per_second", StepMetric.TOKENS_PER_SECOND, 1, Double.NaN),
            new Listed("requests_per_second", StepMetric.REQUESTS_PER_SECOND, 1, Double.NaN));

    private OriginalAnalysis() {}

    static StepCell cell(JsonNode root, String name) {
        JsonNode metrics = root.path("scheduling_metrics");
        boolean own = OriginalResult.isOwn(root);
        List<Double> prefill = OriginalResult.numbers(metrics, "prefill_compute_time");
        List<Double> decode = OriginalResult.numbers(metrics, "decode_compute_time");
        StepKind kind = decode.isEmpty() ? StepKind.PREFILL : prefill.isEmpty() ? StepKind.DECODE : StepKind.MIXED;
        StepConfig config = OriginalResult.config(root.path("config"), name, kind);
        Map<StepTimes, TimeSummary> times = new EnumMap<>(StepTimes.class);
        OriginalResult.put(times, StepTimes.PREFILL, prefill);
        if (own) {
            OriginalResult.put(times, StepTimes.STEP, decode);
        }
        List<String> notes = own || decode.isEmpty()
                ? List.of()
                : List.of("imported: " + decode.size()
                        + " decode times are left out: the original reads a prompt and generates one token");
        StepCell cell =
                new StepCell(config, StepCell.Status.MEASURED, "", Origin.IMPORTED, times, Map.of(), Map.of(), notes);
        for (Listed list : LISTS) {
            cell = with(cell, list, OriginalResult.numbers(metrics, list.key()), own);
        }
        return cell;
    }

    private static StepCell with(StepCell cell, Listed list, List<Double> values, boolean own) {
        double constant =
                list.metric() == StepMetric.RUNNING_MAX ? cell.config().batch() : list.constant();
        boolean made = !own && !values.isEmpty() && values.stream().allMatch(value -> value == constant);
        OptionalDouble mean = values.stream().mapToDouble(Double::doubleValue).average();
        return cell.with(
                list.metric(),
                made || mean.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(mean.getAsDouble() * list.factor()),
                made
                        ? "the original writes the constant " + constant + " without measuring it"
                        : "the file does not have it");
    }

    static ObjectNode of(StepCell cell, StepProfile profile) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.set("config", OriginalResult.config(cell, profile));
        ObjectNode metrics = root.putObject("scheduling_metrics");
        OriginalResult.array(metrics, "prefill_compute_time", cell, StepTimes.PREFILL);
        OriginalResult.array(metrics, "decode_compute_time", cell, StepTimes.STEP);
        for (String unmeasured :
                List.of("scheduling_overhead", "memory_allocation_time", "cpu_memory_usage", "swapped_queue_size")) {
            metrics.putArray(unmeasured);
        }
        for (Listed list : LISTS) {
            ArrayNode values = metrics.putArray(list.key());
            cell.find(list.metric()).ifPresent(value -> values.add(value / list.factor()));
        }
        OriginalResult.put(metrics, "preemption_count", cell.find(StepMetric.PREEMPTIONS));
        metrics.putNull("swap_count");
        root.putObject("bottleneck_analysis");
        root.putArray("optimization_recommendations");
        root.set("performance_summary", summary(cell));
        root.putArray("recommended_schedule_plans");
        root.put(
                OriginalResult.WRITER,
                OriginalResult.of(cell, profile, "").path(OriginalResult.WRITER).asText());
        return root;
    }

    private static ObjectNode summary(StepCell cell) {
        ObjectNode summary = JsonNodeFactory.instance.objectNode();
        cell.find(StepTimes.PREFILL).ifPresent(times -> times(summary, "prefill", times));
        cell.find(StepTimes.STEP).ifPresent(times -> times(summary, "decode", times));
        cell.find(StepMetric.TOKENS_PER_SECOND).ifPresent(value -> summary.put("avg_tokens_per_second", value));
        cell.find(StepMetric.REQUESTS_PER_SECOND).ifPresent(value -> summary.put("avg_requests_per_second", value));
        cell.find(StepMetric.GPU_MEMORY_MAX).ifPresent(value -> summary.put("max_gpu_memory_mb", value));
        cell.find(StepMetric.GPU_UTILIZATION)
                .ifPresent(value -> summary.put("avg_gpu_utilization_percent", 100 * value));
        cell.find(StepMetric.BATCH_EFFICIENCY).ifPresent(value -> summary.put("avg_batch_efficiency", value));
        cell.find(StepMetric.CACHE_HIT_RATE).ifPresent(value -> summary.put("avg_cache_hit_rate", value));
        cell.find(StepMetric.PREEMPTIONS).ifPresent(value -> summary.put("total_preemptions", value));
        return summary;
    }

    private static void times(ObjectNode summary, String name, TimeSummary times) {
        summary.put("avg_" + name + "_latency_ms", times.mean());
        times.p95().ifPresent(value -> summary.put("p95_" + name + "_latency_ms", value));
        times.p99().ifPresent(value -> summary.put("p99_" + name + "_latency_ms", value));
    }
}
