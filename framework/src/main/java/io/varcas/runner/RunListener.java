package io.varcas.runner;

import io.varcas.fork.LiveProgress;
import io.varcas.fork.WindowProgress;
import io.varcas.result.PredictionResult;
import io.varcas.result.ResultBundle;
import io.varcas.result.TrialResult;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.workload.WorkloadPlan;
import java.time.Duration;
import java.util.List;

/**
 * Receives the events of a run as they happen; every method does nothing unless overridden. Called from one thread at a
 * time.
 */
public interface RunListener {

    /**
     * A server is launched, before anything else.
     *
     * @param command its command, with its environment before it
     */
    default void launching(String command) {}

    /**
     * The launched server is not ready yet; about twice a second.
     *
     * @param elapsed time since its start
     * @param lastLine last line of its log; empty if there is none yet
     */
    default void serverStarting(Duration elapsed, String lastLine) {}

    /** Called with what happens to the launched server, or a line of its log if it ended, in one line. */
    default void launchStep(String line) {}

    /** The server was found, and the trials are laid out. */
    default void started(TargetIdentity target, List<WorkloadPlan> trials) {}

    /**
     * A trial begins.
     *
     * @param plan what it runs
     * @param trial its place, from 0
     */
    default void trialStarted(WorkloadPlan plan, int trial) {}

    /** Called with the prediction of the trial just begun, or with the reason why there is none. */
    default void predicted(PredictionResult prediction) {}

    /**
     * A fork begins.
     *
     * @param fork its place among the forks of its kind, from 0
     * @param of number of forks of its kind
     * @param warmup whether its results are thrown away
     */
    default void forkStarted(int fork, int of, boolean warmup) {}

    /**
     * The fork of a profiler begins, after the measured ones.
     *
     * @param profiler name and options of the profiler
     */
    default void profileStarted(String profiler) {}

    /** A window of the running fork ended. */
    default void windowEnded(WindowProgress progress) {}

    /** A sign of life of the running fork, about once a second. */
    default void live(LiveProgress progress) {}

    /** The running fork lives and has nothing to report: it sets up, waits for others, or ends. About once a second. */
    default void alive() {}

    /** The workload's own code printed a line. */
    default void output(String line) {}

    /** Called with a note for the user, in one line; the run continues. */
    default void note(String line) {}

    /** A trial ended, however it ended. */
    default void trialEnded(TrialResult result) {}

    /** The run ended and its bundle is on disk. */
    default void ended(ResultBundle bundle) {}
}
