package io.varcas.metric;

import io.varcas.validation.DidYouMean;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One number of a result: a metric, whether failures are left out, and a statistic; written {@code ttft.p99},
 * {@code ttft.ok.p99}, {@code goodput}.
 *
 * @param metric the metric
 * @param ok whether failed requests are left out instead of counting as infinity
 * @param statistic the statistic
 */
public record MetricKey(Metric metric, boolean ok, Statistic statistic) {

    private static final String OK = ".ok";
    private static final String P999 = ".p99.9";
    private static final Pattern PERCENTILE = Pattern.compile("[pP]?\\d+");
    private static final Map<String, MetricKey> BY_LABEL = byLabel();

    /**
     * Validates the key.
     *
     * @throws IllegalArgumentException if the metric has no such statistic, or counts no failures that could be left out
     */
    public MetricKey {
        if (!metric.statistics().contains(statistic)) {
            throw new IllegalArgumentException(metric.label() + " has no " + statistic.label());
        }
        if (ok && !metric.countsFailures()) {
            throw new IllegalArgumentException(metric.label() + " counts no failures, so it has no .ok");
        }
    }

    /**
     * Reads a key.
     *
     * @param text as users write it
     * @throws IllegalArgumentException if there is no such metric; the message is one line that proposes the nearest
     */
    public static MetricKey parse(String text) {
        return parse(text, "");
    }

    /**
     * Reads a key that followed a prefix, which error messages include.
     *
     * @param text the key
     * @param prefix what stood before it
     * @throws IllegalArgumentException if there is no such metric; the message is one line that proposes the nearest
     */
    public static MetricKey parse(String text, String prefix) {
        MetricKey known = BY_LABEL.get(text.endsWith(P999) ? text.replace(P999, ".p999") : text);
        if (known == null) {
            throw new IllegalArgumentException(fault(text, prefix));
        }
        return known;
    }

    /** Returns all keys, in the order of {@link Metric}. */
    public static Stream<MetricKey> all() {
        return BY_LABEL.values().stream();
    }

    private static Map<String, MetricKey> byLabel() {
        Map<String, MetricKey> keys = new LinkedHashMap<>();
        for (Metric metric : Metric.values()) {
            put(metric, false, keys);
            if (metric.countsFailures()) {
                put(metric, true, keys);
            }
        }
        return keys;
    }

    private static void put(Metric metric, boolean ok, Map<String, MetricKey> keys) {
        for (Statistic statistic : metric.statistics()) {
            MetricKey key = new MetricKey(metric, ok, statistic);
            keys.put(key.label(), key);
        }
    }

    /** Returns the name as reports write it: {@code ttft.p99.9} for {@code ttft.p999}; {@link #parse} reads it too. */
    public String title() {
        return block() + (statistic == Statistic.VALUE ? "" : "." + statistic.title());
    }

    /** Returns the name as users write it; the statistic of a plain number is left out. */
    public String label() {
        return block() + (statistic == Statistic.VALUE ? "" : "." + statistic.label());
    }

    /** Returns the name of the object in {@code result.json} that holds the number: metric, and {@code .ok}. */
    public String block() {
        return metric.label() + (ok ? OK : "");
    }

    private static String fault(String text, String prefix) {
        String written = "\"" + prefix + text + "\"";
        String plain = text.endsWith(OK) ? text.substring(0, text.length() - OK.length()) : text;
        if (Metric.named(plain).isPresent()) {
            return "metric " + written + " needs a statistic; did you mean \"" + prefix + text + ".p99\"?";
        }
        int dot = text.lastIndexOf('.');
        if (dot > 0 && PERCENTILE.matcher(text.substring(dot + 1)).matches()) {
            String block = text.substring(0, dot);
            Optional<String> statistics = statistics(block);
            if (statistics.isPresent()) {
                return "metric " + written + ": " + prefix + block + statistics.get();
            }
        }
        List<String> labels = all().map(MetricKey::label).toList();
        return "unknown metric " + written
                + VllmNames.find(text)
                        .or(() -> DidYouMean.to(text, labels))
                        .map(best -> "; did you mean \"" + prefix + best + "\"?")
                        .orElseGet(() -> "; known metrics are "
                                + String.join(
                                        ", ",
                                        Arrays.stream(Metric.values())
                                                .map(Metric::label)
                                                .toList()));
    }

    /** Says which statistics the numbers of a block have; empty if there is no such block. */
    private static Optional<String> statistics(String block) {
        List<String> labels = all().filter(key -> key.block().equals(block))
                .map(key -> key.statistic().label())
                .toList();
        if (labels.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                labels.size() == 1 ? " is one number, without statistics" : " has " + String.join(", ", labels));
    }

    @Override
    public String toString() {
        return label();
    }
}
