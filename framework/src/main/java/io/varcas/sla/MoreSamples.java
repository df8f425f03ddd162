package io.varcas.sla;

import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Statistic;
import java.util.Optional;

/** Words for the length that a run lacks to decide an objective: {@code needs about 140 more requests: run 28 s more}. */
final class MoreSamples {

    private static final long SECONDS_SHOWN = 180;
    private static final long MINUTES_SHOWN = 180;
    private static final long SECONDS_A_MINUTE = 60;

    private MoreSamples() {}

    /**
     * Describes what is missing.
     *
     * @param more samples that are missing, at least 1
     * @param found samples that there are
     * @param measured metrics of the run, whose rate of requests tells its length
     */
    static String describe(long more, MetricSummary found, MetricSet measured) {
        Metric metric = found.metric();
        return "needs about " + rounded(more) + " more " + Exceedance.word(metric)
                + seconds(measured)
                        .map(seconds -> ": run " + time(Math.round(Math.ceil(seconds * more / found.n()))) + " more")
                        .orElse("");
    }

    /** Length of the measurement phase; empty if the result does not tell it. */
    private static Optional<Double> seconds(MetricSet measured) {
        return measured.find(MetricKey.parse("rate.offered"))
                .filter(offered ->
                        offered.n() > 0 && offered.get(Statistic.VALUE).orElse(0) > 0)
                .map(offered -> offered.n() / offered.get(Statistic.VALUE).getAsDouble());
    }

    /** Rounds up to two digits: the rest is chance. */
    private static long rounded(long number) {
        long unit = 1;
        while (number / unit >= 100) {
            unit *= 10;
        }
        return (number + unit - 1) / unit * unit;
    }

    private static String time(long seconds) {
        if (seconds < SECONDS_SHOWN) {
            return Math.max(1, seconds) + " s";
        }
        long minutes = (seconds + SECONDS_A_MINUTE - 1) / SECONDS_A_MINUTE;
        return minutes < MINUTES_SHOWN ? minutes + " min" : (minutes + SECONDS_A_MINUTE - 1) / SECONDS_A_MINUTE + " h";
    }
}
