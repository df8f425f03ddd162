package io.varcas.profiler;

/** A probe at work. Its methods are called by one thread, each soon after what it is named for. */
public interface ProfilerRun {

    /** Takes one sample; called once a {@linkplain ProfilerContext#period() period}, from the start to the stop. */
    void sample();

    /** The measured windows begin: what is summarised begins here. */
    void measuring();

    /** The measured windows ended: what is summarised ends here. */
    void measured();

    /** Stops watching, frees everything and returns what was recorded; called exactly once, last. */
    ProfilerResult stop();
}
