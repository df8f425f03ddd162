package io.varcas.profiler.prometheus;

import java.util.Locale;

/** Type of a metric family, as its {@code # TYPE} line declares it. */
public enum MetricType {
    /** Only rises, until its process restarts. */
    COUNTER,
    /** Goes up and down. */
    GAUGE,
    /** Cumulative buckets with a sum and a count. */
    HISTOGRAM,
    /** Quantiles made by the server, with a sum and a count. */
    SUMMARY,
    /** Not declared, or declared as something else. */
    UNKNOWN;

    static MetricType of(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "counter" -> COUNTER;
            case "gauge" -> GAUGE;
            case "histogram" -> HISTOGRAM;
            case "summary" -> SUMMARY;
            default -> UNKNOWN;
        };
    }
}
