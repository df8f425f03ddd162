package io.varcas.profiler.server;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The number of steps that a server's engine has made, by its {@code /metrics}. */
final class EngineSteps {

    private static final Pattern COUNT =
            Pattern.compile("(?m)^\\w*vllm[:_]iteration_tokens_total_count(?:\\{[^}\\n]*})?\\s+([0-9.eE+]+)");

    private EngineSteps() {}

    /** Returns the steps of all engines behind the page; absent if it cannot be read or does not count them. */
    static OptionalLong read(MetricsSource metrics) {
        try {
            Matcher line = COUNT.matcher(metrics.read());
            boolean found = false;
            double sum = 0;
            while (line.find()) {
                found = true;
                sum += Double.parseDouble(line.group(1));
            }
            return found ? OptionalLong.of(Math.round(sum)) : OptionalLong.empty();
        } catch (IOException | NumberFormatException unreadable) {
            return OptionalLong.empty();
        }
    }
}
