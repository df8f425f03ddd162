package io.varcas.cli;

import io.varcas.workload.Windows;
import io.varcas.workload.WorkloadPlan;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How much of a run is done and how long the rest will take: declared window times, scaled by what those so far really took. */
final class Eta {

    private final long startNanos = System.nanoTime();
    private double declaredSeconds;
    private double doneSeconds;

    /** Adds up what the trials declare. */
    void plan(List<WorkloadPlan> trials) {
        declaredSeconds = declared(trials);
    }

    /** Returns how long the load of trials is meant to take. */
    static Duration planned(List<WorkloadPlan> trials) {
        return Duration.ofSeconds(Math.round(declared(trials)));
    }

    private static double declared(List<WorkloadPlan> trials) {
        return trials.stream()
                .mapToDouble(plan -> seconds(plan.windows())
                        * (Math.max(1, plan.forks().count()) + plan.forks().warmups()))
                .sum();
    }

    /** Notes that a window of that length is done. */
    void windowEnded(double seconds) {
        doneSeconds += seconds;
    }

    /** Returns how much is done, 0 to 100. */
    double percent() {
        return declaredSeconds == 0 ? 0 : Math.min(100, 100 * doneSeconds / declaredSeconds);
    }

    /** Returns how long the rest will take. */
    String left() {
        double left = Math.max(0, declaredSeconds - doneSeconds);
        double taken = (System.nanoTime() - startNanos) / 1e9;
        return clock(
                Duration.ofMillis((long) (1000 * left * (doneSeconds == 0 ? 1 : Math.max(1, taken / doneSeconds)))));
    }

    /** Writes a duration as hours, minutes and seconds. */
    static String clock(Duration duration) {
        return String.format(
                Locale.ROOT, "%02d:%02d:%02d", duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
    }

    private static double seconds(Windows windows) {
        return windows.measurementEndNanos() / 1e9;
    }
}
