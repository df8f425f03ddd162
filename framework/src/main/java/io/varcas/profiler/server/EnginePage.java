package io.varcas.profiler.server;

import java.io.IOException;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** What a capture needs to know of a server's engines, by {@code /metrics}: their steps, and whether they have work. */
final class EnginePage {

    private static final Pattern STEPS = series("iteration_tokens_total_count");
    private static final Pattern RUNNING = series("num_requests_running");
    private static final Pattern WAITING = series("num_requests_waiting");

    private EnginePage() {}

    /** Returns the steps that all engines behind the page made; absent if it cannot be read or does not count them. */
    static OptionalLong steps(MetricsSource metrics) {
        OptionalDouble steps = sum(metrics, STEPS);
        return steps.isPresent() ? OptionalLong.of(Math.round(steps.getAsDouble())) : OptionalLong.empty();
    }

    /** Returns whether no engine has a request; false if the page cannot be read or does not report it. */
    static boolean isIdle(MetricsSource metrics) {
        OptionalDouble requests = sum(metrics, RUNNING, WAITING);
        return requests.isPresent() && requests.getAsDouble() == 0;
    }

    private static OptionalDouble sum(MetricsSource metrics, Pattern... series) {
        try {
            String page = metrics.read();
            double[] values = Stream.of(series)
                    .flatMap(one -> one.matcher(page).results())
                    .mapToDouble(line -> Double.parseDouble(line.group(1)))
                    .toArray();
            return values.length == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(DoubleStream.of(values).sum());
        } catch (IOException | NumberFormatException unreadable) {
            return OptionalDouble.empty();
        }
    }

    private static Pattern series(String name) {
        return Pattern.compile("(?m)^\\w*vllm[:_]" + name + "(?:\\{[^}\\n]*})?\\s+([0-9.eE+]+)");
    }
}
