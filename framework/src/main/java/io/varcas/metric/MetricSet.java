package io.varcas.metric;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The metrics of a trial or a window, by the name of their block; unmeasured ones are missing. */
public final class MetricSet {

    private final Map<String, MetricSummary> blocks;

    private MetricSet(Map<String, MetricSummary> blocks) {
        this.blocks = Collections.unmodifiableMap(blocks);
    }

    /**
     * Collects metrics, keeping their order.
     *
     * @throws IllegalArgumentException if two have the same name
     */
    public static MetricSet of(Collection<MetricSummary> summaries) {
        Map<String, MetricSummary> blocks = new LinkedHashMap<>();
        for (MetricSummary summary : summaries) {
            if (blocks.put(summary.block(), summary) != null) {
                throw new IllegalArgumentException(summary.block() + " is there twice");
            }
        }
        return new MetricSet(blocks);
    }

    /** Returns all metrics. */
    public Collection<MetricSummary> all() {
        return blocks.values();
    }

    /** Returns the metric of a key, if it was measured. */
    public Optional<MetricSummary> find(MetricKey key) {
        return Optional.ofNullable(blocks.get(key.block()));
    }

    /** Returns the number of a key, if it was measured. */
    public OptionalDouble value(MetricKey key) {
        return find(key).map(summary -> summary.get(key.statistic())).orElse(OptionalDouble.empty());
    }

    /** Returns this set without the samples behind it. */
    MetricSet withoutSamples() {
        return of(all().stream().map(MetricSummary::withoutSamples).toList());
    }

    /** Returns this set with metrics added; one of the same name is replaced. */
    public MetricSet with(Collection<MetricSummary> more) {
        Map<String, MetricSummary> blocks = new LinkedHashMap<>(this.blocks);
        more.forEach(summary -> blocks.put(summary.block(), summary));
        return new MetricSet(blocks);
    }
}
