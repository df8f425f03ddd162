package io.varcas.dataset.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.setting.type.DecimalText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * One counter of a range query, as increments: how much it grew from each sample to the next. A counter that falls was started
 * again at 0 (<a href="https://prometheus.io/docs/prometheus/latest/querying/functions/#increase">as Prometheus counts</a>).
 *
 * @param name name without its labels, with {@code _} for {@code :}
 * @param model label {@code model_name}; empty without one
 * @param increments in the order of time
 * @param restarts how often the counter began again
 */
record CounterSeries(String name, String model, List<Increment> increments, int restarts) {

    private static final int MOST_SHOWN = 60;
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    /** 10^10 seconds: the year 2286; nanoseconds of it are far from the limit of a long. */
    private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(1, -10);

    /**
     * Growth between two samples.
     *
     * @param fromNanos time of the earlier one, since 1970
     * @param toNanos time of the later one, after {@code fromNanos}
     * @param amount at least 0
     */
    record Increment(long fromNanos, long toNanos, double amount) {}

    /**
     * Reads an element of {@code data.result}.
     *
     * @throws IllegalArgumentException if it is no counter with its samples
     */
    static CounterSeries read(JsonNode series) {
        JsonNode metric = series.path("metric");
        String name = metric.path("__name__").asText().replace(':', '_');
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    "a series has no __name__: query the counters themselves, not rate(...)" + " or sum(...) of them");
        }
        List<Increment> increments = new ArrayList<>();
        int restarts = 0;
        JsonNode earlier = null;
        for (JsonNode sample : series.path("values")) {
            if (earlier != null) {
                double before = value(name, earlier);
                double now = value(name, sample);
                restarts += now < before ? 1 : 0;
                increments.add(
                        new Increment(nanos(name, earlier), nanos(name, sample), now < before ? now : now - before));
            }
            earlier = sample;
        }
        if (increments.stream().anyMatch(step -> step.toNanos() <= step.fromNanos())) {
            throw new IllegalArgumentException(name + ": its samples are not in the order of time");
        }
        return new CounterSeries(name, metric.path("model_name").asText(), List.copyOf(increments), restarts);
    }

    private static long nanos(String name, JsonNode sample) {
        BigDecimal seconds = number(name, sample.path(0));
        if (seconds.signum() < 0 || seconds.compareTo(MOST_SECONDS) > 0) {
            throw new IllegalArgumentException(
                    name + ": " + shown(sample.path(0)) + " is no time in seconds since 1970");
        }
        return seconds.multiply(NANOS).longValue();
    }

    private static double value(String name, JsonNode sample) {
        BigDecimal value = number(name, sample.path(1));
        if (value.signum() < 0) {
            throw new IllegalArgumentException(name + ": " + shown(sample.path(1)) + " is no value of a counter");
        }
        return value.doubleValue();
    }

    private static BigDecimal number(String name, JsonNode node) {
        try {
            return DecimalText.parse(node.asText());
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException(
                    name + ": a sample must be [seconds, \"value\"], not with " + shown(node), none);
        }
    }

    private static String shown(JsonNode node) {
        String text = node.isMissingNode() ? "nothing" : node.toString();
        return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
    }
}
