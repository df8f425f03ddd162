package io.varcas.tune.race;

import io.varcas.result.RunResult;
import io.varcas.runner.RunListener;
import java.time.Duration;

/** A listener to the progress of tuning. */
public interface TuneListener {

    /** Something worth a line happened. */
    default void note(String line) {}

    /**
     * A run begins.
     *
     * @param name contender and phase
     * @param atMost time that all runs still take at most
     * @return hears of the run
     */
    default RunListener runStarted(String name, Duration atMost) {
        return new RunListener() {};
    }

    /** A run has ended. */
    default void runEnded(String name, RunResult result) {}

    /** A run failed; the reason is one line. */
    default void runFailed(String name, String reason) {}
}
