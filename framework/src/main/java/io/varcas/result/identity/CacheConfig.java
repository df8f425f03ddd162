package io.varcas.result.identity;

import io.varcas.profiler.prometheus.MetricSample;
import io.varcas.profiler.prometheus.MetricsPage;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads {@code vllm:cache_config_info}, whose labels are the configuration of the KV cache. */
final class CacheConfig {

    /** Ends the name of the series also where a prefix stands before it, as Ray writes it. */
    private static final String SERIES = "cache_config_info";

    private static final Map<ServerProperty, String> LABELS = Map.of(
            ServerProperty.BLOCK_SIZE, "block_size",
            ServerProperty.KV_BLOCKS, "num_gpu_blocks",
            ServerProperty.KV_TOKENS, "kv_cache_size_tokens",
            ServerProperty.KV_DTYPE, "cache_dtype",
            ServerProperty.PREFIX_CACHE, "enable_prefix_caching");

    private CacheConfig() {}

    /**
     * Adds what a page reports.
     *
     * @param page text of {@code /metrics}
     * @param identity to add to
     */
    static void add(String page, ServerIdentity.Builder identity) {
        List<MetricSample> engines =
                MetricsPage.parse(page, name -> name.endsWith(SERIES)).samples();
        LABELS.forEach((property, label) -> identity.add(
                property,
                FactSource.METRICS,
                // Engines of one server may differ in what they found free.
                engines.stream()
                        .map(engine -> ServerValues.plain(property, engine.label(label)))
                        .filter(value -> !value.isEmpty())
                        .collect(Collectors.toCollection(TreeSet::new))
                        .stream()
                        .collect(Collectors.joining(" and "))));
    }
}
