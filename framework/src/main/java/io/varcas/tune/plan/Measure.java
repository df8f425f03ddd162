package io.varcas.tune.plan;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A predicted number that a plan reports. */
public enum Measure {
    /** Output tokens a second, those of unfinished requests included. */
    OUTPUT("output tokens", "tokens/s", Forecast::outputPerSecond),
    /** Requests finished a second. */
    REQUESTS("requests", "1/s", Forecast::requestsPerSecond),
    /** The latency that plans are judged by. */
    LATENCY("latency", "ms", Forecast::latency),
    /** Median time to first token. */
    TTFT("ttft.p50", "ms", Forecast::ttftMillis),
    /** Median time between output tokens, of finished and unfinished requests. */
    ITL("itl.p50", "ms", Forecast::itlMillis),
    /** Requests a second within the objectives. */
    GOODPUT("goodput", "1/s", Forecast::goodput),
    /** Share of prompt tokens from the prefix cache. */
    CACHED("prompt tokens cached", "share", Forecast::cachedShare),
    /** Memory that the server reserves on all accelerators. */
    MEMORY("reserved memory", "GiB", Forecast::memoryGib);

    private final String title;
    private final String unit;

    @SuppressWarnings("ImmutableEnumChecker") // an accessor of a record
    private final ToDoubleFunction<Forecast> number;

    Measure(String title, String unit, ToDoubleFunction<Forecast> number) {
        this.title = title;
        this.unit = unit;
        this.number = number;
    }

    /** Returns the name in results: {@code output}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the name in tables. */
    public String title() {
        return title;
    }

    /** Returns the unit. */
    public String unit() {
        return unit;
    }

    double of(Forecast forecast) {
        return number.applyAsDouble(forecast);
    }
}
