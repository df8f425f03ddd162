package io.varcas.tune.step;

/** Is told how a step profile goes; on the thread that measures. */
public interface StepListener {

    /** A listener that does nothing. */
    StepListener NONE = new StepListener() {};

    /**
     * A cell begins.
     *
     * @param cell the cell
     * @param index its place, from 0
     * @param of how many cells there are
     */
    default void begins(StepConfig cell, int index, int of) {}

    /**
     * A cell ended, in whatever way.
     *
     * @param cell its result
     * @param soFar the profile with all cells until now
     * @throws java.io.UncheckedIOException if what was measured cannot be kept; the profile ends
     */
    default void ended(StepCell cell, StepProfile soFar) {}
}
