package io.varcas.profiler;

import java.util.ArrayList;
import java.util.List;

/**
 * Drives probes through a run, each on a thread of its own, so that one that waits for a server delays no other. No call waits
 * for a probe except {@link #stop()}, and nothing a probe does can break a run: what goes wrong becomes part of its result.
 */
public final class ProfilerDriver {

    private final List<ProfilerThread> lanes = new ArrayList<>();

    private ProfilerDriver() {}

    /**
     * Starts probes.
     *
     * @param probes what is to watch
     * @param context the run to watch
     */
    public static ProfilerDriver start(List<Profiler> probes, ProfilerContext context) {
        ProfilerDriver driver = new ProfilerDriver();
        probes.forEach(probe -> driver.lanes.add(ProfilerThread.start(probe, context)));
        return driver;
    }

    /** Says that the measured windows begin now. */
    public void measuring() {
        for (ProfilerThread lane : lanes) {
            lane.measuring();
        }
    }

    /** Says that the measured windows ended now. */
    public void measured() {
        for (ProfilerThread lane : lanes) {
            lane.measured();
        }
    }

    /**
     * Stops the probes and waits for what they recorded, at most as long as each {@linkplain Profiler#stopLimit() may take}.
     *
     * @return one result for each probe, in the order they were given
     */
    public List<ProfilerResult> stop() {
        return lanes.stream().map(ProfilerThread::stop).toList();
    }
}
