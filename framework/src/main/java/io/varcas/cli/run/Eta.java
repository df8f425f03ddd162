package io.varcas.cli.run;

import io.varcas.workload.Windows;
import io.varcas.workload.WorkloadPlan;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * The share of a run's load that is done, and the time that the rest takes: the declared load that is left, and for each fork that is left
 * the time that earlier forks took on top of theirs.
 */
public final class Eta {

    private final LongSupplier nanos;
    private final long startNanos;
    private double declaredSeconds;
    private int declaredForks;
    private double trialEndSeconds;
    private double forkStartSeconds;
    private double forkSeconds;
    private boolean isFirstFork = true;
    private double loadSeconds;
    private int begunForks;
    private double overheadSeconds;

    /**
     * Starts the clock of a run.
     *
     * @param nanos the time now, in nanoseconds since any moment
     */
    Eta(LongSupplier nanos) {
        this.nanos = nanos;
        this.startNanos = nanos.getAsLong();
    }

    /** Adds up the load and the forks that the trials declare. */
    void plan(List<WorkloadPlan> trials) {
        declaredSeconds = declared(trials);
        declaredForks = trials.stream().mapToInt(Eta::forks).sum();
    }

    /** Returns the time that the load of trials takes as declared. */
    public static Duration planned(List<WorkloadPlan> trials) {
        return Duration.ofMillis(Math.round(1000 * declared(trials)));
    }

    private static double declared(List<WorkloadPlan> trials) {
        return trials.stream()
                .mapToDouble(plan -> seconds(plan.windows()) * forks(plan))
                .sum();
    }

    private static int forks(WorkloadPlan plan) {
        return Math.max(1, plan.forks().count()) + plan.forks().warmups();
    }

    /** Takes the load of the trial before for done, however it ended. */
    void trialStarted(WorkloadPlan plan) {
        forkStartSeconds = trialEndSeconds;
        isFirstFork = true;
        forkSeconds = seconds(plan.windows());
        loadSeconds = 0;
        trialEndSeconds += forkSeconds * forks(plan);
    }

    /** Takes the load of the fork before, if there is one in this trial, for done, however it ended. */
    void forkStarted() {
        if (!isFirstFork) {
            forkStartSeconds += forkSeconds;
        }
        isFirstFork = false;
        loadSeconds = 0;
        if (begunForks > 0) {
            overheadSeconds = Math.max(0, takenSeconds() - forkStartSeconds) / begunForks;
        }
        begunForks++;
    }

    /** Notes the time since the load of the fork began. */
    void live(double elapsedSeconds) {
        loadSeconds = Math.min(elapsedSeconds, forkSeconds);
    }

    /** Returns the share that is done, in percent, 0 to 100. */
    double percent() {
        return declaredSeconds == 0 ? 0 : Math.min(100, 100 * doneSeconds() / declaredSeconds);
    }

    /** Returns the time that the rest takes. */
    String left() {
        double load = Math.max(0, declaredSeconds - doneSeconds());
        double overhead = overheadSeconds * Math.max(0, declaredForks - begunForks);
        return clock(Duration.ofMillis((long) (1000 * (load + overhead))));
    }

    /** Writes a duration as hours, minutes and seconds. */
    public static String clock(Duration duration) {
        return String.format(
                Locale.ROOT, "%02d:%02d:%02d", duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
    }

    private double doneSeconds() {
        return forkStartSeconds + loadSeconds;
    }

    private double takenSeconds() {
        return (nanos.getAsLong() - startNanos) / 1e9;
    }

    private static double seconds(Windows windows) {
        return windows.measurementEndNanos() / 1e9;
    }
}
