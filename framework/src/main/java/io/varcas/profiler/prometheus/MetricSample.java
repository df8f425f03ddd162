package io.varcas.profiler.prometheus;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One line of an exposition: a value of one series.
 *
 * @param name name with its suffix, such as {@code vllm:prompt_tokens_total}
 * @param labels labels, sorted by name
 * @param value value; may be infinite or not a number
 * @param timestamp time stamp as written, if there is one
 */
public record MetricSample(String name, Map<String, String> labels, double value, Optional<String> timestamp) {

    /** Copies the labels. */
    public MetricSample {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** Returns a label's value; empty text if the series has no such label, which Prometheus takes for the same. */
    public String label(String label) {
        return labels.getOrDefault(label, "");
    }
}
