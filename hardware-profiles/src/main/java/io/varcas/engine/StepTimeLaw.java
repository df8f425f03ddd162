package io.varcas.engine;

/** The duration of an engine step as a function of its batch. Must not keep the batch. */
@FunctionalInterface
public interface StepTimeLaw {

    /**
     * Returns the time from the start of a step until its tokens are out.
     *
     * @return nanoseconds, at least 1
     */
    long nanos(StepBatch batch);

    /**
     * Returns the time from the start of a step until the next can start: with pipeline stages, the slowest stage; else
     * the same as {@link #nanos}.
     *
     * @return nanoseconds, from 1 to {@link #nanos}
     */
    default long nanosUntilNext(StepBatch batch) {
        return nanos(batch);
    }
}
