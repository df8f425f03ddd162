package io.varcas.reports.peer;

import io.varcas.metric.Metric;
import io.varcas.metric.Statistic;
import io.varcas.record.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * The metrics of AIPerf and of GenAI-Perf, whose shape it keeps, by tag.
 *
 * <p>Source: AIPerf 0.13 (2026-09) and GenAI-Perf 0.0.16 (2025-12). Latencies count from the actual send; {@code inter_token_latency} is
 * one value a request, our TPOT, and {@code inter_chunk_latency} the gaps, our ITL. Standard deviations are a sample's.
 */
final class AiperfTags {

    private static final Map<String, Metric> DISTRIBUTIONS = new LinkedHashMap<>();

    static {
        DISTRIBUTIONS.put("time_to_first_token", Metric.TTFT_SERVICE);
        DISTRIBUTIONS.put("request_latency", Metric.E2E_SERVICE);
        DISTRIBUTIONS.put("inter_token_latency", Metric.TPOT);
        DISTRIBUTIONS.put("inter_chunk_latency", Metric.ITL);
        DISTRIBUTIONS.put("output_sequence_length", Metric.TOKENS_OUTPUT);
        DISTRIBUTIONS.put("input_sequence_length", Metric.TOKENS_INPUT);
    }

    private static final Map<String, Metric> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put("request_throughput", Metric.THROUGHPUT_REQUESTS);
        VALUES.put("output_token_throughput", Metric.THROUGHPUT_OUTPUT);
        VALUES.put("total_token_throughput", Metric.THROUGHPUT_TOTAL);
        VALUES.put("goodput", Metric.GOODPUT);
        VALUES.put("effective_concurrency", Metric.CONCURRENCY);
    }

    private static final Map<String, PeerFigure> FIGURES = new LinkedHashMap<>();

    static {
        FIGURES.put("time_to_first_token", PeerFigure.TTFT);
        FIGURES.put("request_latency", PeerFigure.E2E);
        FIGURES.put("inter_token_latency", PeerFigure.TPOT);
        FIGURES.put("inter_chunk_latency", PeerFigure.ITL);
    }

    private static final Pattern STATISTIC = Pattern.compile("avg|std|min|max|p[0-9]+(?:\\.[0-9]+)?");
    private static final Map<String, Double> UNITS =
            Map.of("ns", 1e-6, "us", 1e-3, "ms", 1.0, "s", 1e3, "sec", 1e3, "seconds", 1e3, "milliseconds", 1.0);

    private AiperfTags() {}

    /**
     * A block of statistics.
     *
     * @param unit the unit it names; may be empty
     * @param values values by the tool's names
     */
    record Block(String unit, Map<String, Double> values) {

        boolean has(String key) {
            return values.containsKey(key);
        }

        OptionalDouble value(String key) {
            Double value = values.get(key);
            return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
        }
    }

    /** Adds everything the blocks say to a trial. */
    static void into(PeerTrial trial, Map<String, Block> blocks) {
        double requests = value(blocks, "request_count").orElse(0);
        trial.count(Outcome.COMPLETED, requests);
        trial.count(Outcome.STREAM_ERROR, value(blocks, "error_request_count").orElse(0));
        DISTRIBUTIONS.forEach((tag, metric) -> {
            Block block = blocks.get(tag);
            if (block != null) {
                PeerMetrics.distribution(
                        trial,
                        metric,
                        block.has("count") ? block.value("count").orElse(0) : requests,
                        metric.countsFailures() ? UNITS.getOrDefault(block.unit(), 1.0) : 1,
                        PeerMetrics.Deviation.SAMPLE,
                        AiperfTags::keys,
                        block::value);
            }
        });
        VALUES.forEach((tag, metric) -> PeerMetrics.value(trial, metric, requests, value(blocks, tag)));
        PeerMetrics.value(trial, Metric.RATE_COMPLETED, requests, value(blocks, "request_throughput"));
    }

    /** Returns the numbers of the blocks that can be recomputed from requests. */
    static PeerClaims claims(Map<String, Block> blocks, double seconds) {
        PeerClaims claims = new PeerClaims(new AiperfView());
        FIGURES.forEach((tag, figure) -> {
            Block block = blocks.get(tag);
            if (block != null) {
                double scale = 1e3 / UNITS.getOrDefault(block.unit(), 1.0);
                block.values().keySet().stream()
                        .filter(key -> STATISTIC.matcher(key).matches())
                        .forEach(key -> claims.add(
                                tag + "." + key, block.value(key), view -> scale * view.figure(figure, key)));
            }
        });
        return claims.add("request_count", value(blocks, "request_count"), PeerView::requests)
                .add("request_throughput", value(blocks, "request_throughput"), view -> view.completed() / seconds)
                .add(
                        "output_token_throughput",
                        value(blocks, "output_token_throughput"),
                        view -> view.outputTokens() / seconds);
    }

    static OptionalDouble value(Map<String, Block> blocks, String tag) {
        Block block = blocks.get(tag);
        return block == null ? OptionalDouble.empty() : block.value("avg");
    }

    private static List<String> keys(Statistic statistic) {
        return switch (statistic) {
            case MEAN -> List.of("avg");
            case SD -> List.of("std");
            case P999 -> List.of("p99.9", "p999", "p99_9");
            default -> List.of(statistic.label());
        };
    }
}
