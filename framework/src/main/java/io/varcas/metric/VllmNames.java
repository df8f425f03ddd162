package io.varcas.metric;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that {@code vllm bench serve} gives to numbers that have another name here, such as {@code p99_ttft_ms}. */
final class VllmNames {

    private static final Pattern LATENCY = Pattern.compile("(mean|median|std|p[0-9.]+)_(ttft|tpot|itl|e2el)_ms");
    private static final Map<String, String> STATISTICS = Map.of("median", "p50", "std", "sd");
    private static final Map<String, String> METRICS = Map.of("e2el", "e2e");
    private static final Map<String, String> RATES = Map.of(
            "request_throughput", "throughput.requests",
            "output_throughput", "throughput.output",
            "total_token_throughput", "throughput.total",
            "request_goodput", "goodput",
            "max_concurrent_requests", "concurrency");

    private VllmNames() {}

    /** Returns the label of the number that has this name there; empty if there is none. */
    static Optional<String> find(String name) {
        Matcher latency = LATENCY.matcher(name);
        if (!latency.matches()) {
            return Optional.ofNullable(RATES.get(name));
        }
        String statistic = latency.group(1).replace(".", "");
        String metric = latency.group(2);
        String label = METRICS.getOrDefault(metric, metric) + "." + STATISTICS.getOrDefault(statistic, statistic);
        return MetricKey.all().map(MetricKey::label).filter(label::equals).findFirst();
    }
}
