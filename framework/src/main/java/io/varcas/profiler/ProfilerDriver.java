package io.varcas.profiler;

import java.util.ArrayList;
import java.util.List;

/**
 * Drives profilers through a run, each on a thread of its own, so that one that waits for a server delays no other. No
 * call waits for a profiler except {@link #stop()}. An exception of a profiler breaks no run: it becomes part of the
 * profiler's result. An {@link Error}, such as that memory ran out, is told to the run, whose own threads may have met
 * it as well.
 */
public final class ProfilerDriver {

    /** Is told that the JVM failed under a profiler. */
    public interface Broken {

        /**
         * Ends the run.
         *
         * @param profiler name of the profiler
         * @param error what was thrown
         */
        void by(String profiler, Error error);
    }

    private final List<ProfilerThread> lanes = new ArrayList<>();

    private ProfilerDriver() {}

    /**
     * Starts profilers.
     *
     * @param profilers what is to watch
     * @param context the run to watch
     * @param broken is told of errors, on threads of profilers
     */
    public static ProfilerDriver start(List<Profiler> profilers, ProfilerContext context, Broken broken) {
        ProfilerDriver driver = new ProfilerDriver();
        profilers.forEach(profiler -> driver.lanes.add(ProfilerThread.start(profiler, context, broken)));
        return driver;
    }

    /** Marks the begin of the measurement phase. */
    public void measuring() {
        for (ProfilerThread lane : lanes) {
            lane.measuring();
        }
    }

    /** Marks the end of an iteration of the measurement phase. */
    public void iterationEnded() {
        for (ProfilerThread lane : lanes) {
            lane.iterationEnded();
        }
    }

    /** Marks the end of the measurement phase. */
    public void measured() {
        for (ProfilerThread lane : lanes) {
            lane.measured();
        }
    }

    /**
     * Stops the profilers and waits for what they recorded, at most as long as each
     * {@linkplain Profiler#stopLimit() may take}.
     *
     * @return one result for each profiler, in the order they were given
     */
    public List<ProfilerResult> stop() {
        return lanes.stream().map(ProfilerThread::stop).toList();
    }
}
