package io.varcas.profiler;

/** A profiler at work. Its methods are called by one thread, each soon after what it is named for. */
public interface ProfilerRun {

    /** Takes one sample; called once a {@linkplain ProfilerContext#period() period}, from the start to the stop. */
    void sample();

    /** The measurement phase begin: what is summarised begins here. */
    void measuring();

    /** An iteration of the measurement phase ended; the next one has begun, unless it was the last. */
    default void iterationEnded() {}

    /** The measurement phase ended: what is summarised ends here. */
    void measured();

    /** Stops watching, frees everything and returns what was recorded; called exactly once, last. */
    ProfilerResult stop();
}
