package io.varcas.tune.sweep;

import io.varcas.result.RunResult;
import io.varcas.runner.RunListener;

/** Receives what happens in a sweep; every method does nothing unless overridden. */
public interface SweepListener {

    /** Called with something to know, in one line. */
    default void note(String line) {}

    /**
     * A run of a cell begins.
     *
     * @param step place of the run, from 0
     * @param cell the cell
     * @param repeat the repeat, from 0
     * @return the listener of the run
     */
    default RunListener runStarted(int step, SweepCell cell, int repeat) {
        return new RunListener() {};
    }

    /**
     * A run of a cell ended.
     *
     * @param step place of the run, from 0
     * @param cell the cell
     * @param repeat the repeat, from 0
     * @param result its result
     */
    default void runEnded(int step, SweepCell cell, int repeat, RunResult result) {}

    /**
     * A run of a cell could not be made.
     *
     * @param step place of the run, from 0
     * @param cell the cell
     * @param repeat the repeat, from 0
     * @param reason why, in one line
     */
    default void runFailed(int step, SweepCell cell, int repeat, String reason) {}
}
