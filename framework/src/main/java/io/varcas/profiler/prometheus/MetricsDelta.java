package io.varcas.profiler.prometheus;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The change between two scrapes of one server. A counter that fell, or a process that started anew, was reset: what it
 * shows then was all counted since, so the later value is the difference. A series that only the later reading has
 * began at 0 in between. What neither has is absent.
 */
public final class MetricsDelta {

    private static final String PROCESS_START = "process_start_time_seconds";
    private static final String LE = "le";

    private final MetricsPage before;
    private final MetricsPage after;
    private final Map<Series, Double> valuesBefore = new HashMap<>();

    /**
     * Creates the difference.
     *
     * @param before the earlier reading
     * @param after the later reading
     */
    public MetricsDelta(MetricsPage before, MetricsPage after) {
        this.before = before;
        this.after = after;
        for (MetricSample sample : before.samples()) {
            valuesBefore.put(Series.of(sample), sample.value());
        }
    }

    /** Returns whether the server's process started anew in between, or a counter fell. */
    public boolean wasReset() {
        return restarted()
                || after.samples().stream()
                        .filter(sample -> after.typeOf(sample.name()) == MetricType.COUNTER)
                        .anyMatch(sample -> sample.value() < valueBefore(sample));
    }

    /**
     * Returns how much a counter rose, summed over its series.
     *
     * @param name sample name, such as {@code vllm:prompt_tokens_total}
     * @param series which of its series count
     * @return the rise; absent if the server does not expose such a series
     */
    public OptionalDouble counter(String name, Predicate<MetricSample> series) {
        List<MetricSample> samples = after.samples(name).stream().filter(series).toList();
        return samples.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(samples.stream().mapToDouble(this::rise).sum());
    }

    /**
     * Returns what a histogram observed, pooled over its series.
     *
     * @param name family name, such as {@code vllm:time_to_first_token_seconds}
     * @return the observations; absent if the server does not expose it
     */
    public Optional<HistogramDelta> histogram(String name) {
        OptionalDouble count = counter(name + "_count", sample -> true);
        OptionalDouble sum = counter(name + "_sum", sample -> true);
        if (count.isEmpty() || sum.isEmpty()) {
            return Optional.empty();
        }
        NavigableMap<Double, Double> cumulative = new TreeMap<>();
        for (MetricSample bucket : after.samples(name + "_bucket")) {
            bound(bucket).ifPresent(bound -> cumulative.merge(bound, rise(bucket), Double::sum));
        }
        return Optional.of(new HistogramDelta(count.getAsDouble(), sum.getAsDouble(), cumulative));
    }

    private double rise(MetricSample sample) {
        double earlier = valueBefore(sample);
        return restarted() || sample.value() < earlier ? sample.value() : sample.value() - earlier;
    }

    private double valueBefore(MetricSample sample) {
        return valuesBefore.getOrDefault(Series.of(sample), 0.0);
    }

    private boolean restarted() {
        return before.has(PROCESS_START)
                && after.has(PROCESS_START)
                && before.samples(PROCESS_START).get(0).value()
                        != after.samples(PROCESS_START).get(0).value();
    }

    private static OptionalDouble bound(MetricSample bucket) {
        String le = bucket.label(LE);
        try {
            return OptionalDouble.of(le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le));
        } catch (NumberFormatException unusable) {
            return OptionalDouble.empty();
        }
    }

    private record Series(String name, Map<String, String> labels) {
        static Series of(MetricSample sample) {
            return new Series(sample.name(), sample.labels());
        }
    }
}
