package io.varcas.profiler;

import java.util.ArrayList;
import java.util.List;

/**
 * Drives probes through a run, each on a thread of its own, so that one that waits for a server delays no other. No call waits
 * for a probe except {@link #stop()}, and nothing a probe does can break a run: what goes wrong becomes part of its result.
 */
public final class ProbeDriver {

    private final List<ProbeLane> lanes = new ArrayList<>();

    private ProbeDriver() {}

    /**
     * Starts probes.
     *
     * @param probes what is to watch
     * @param context the run to watch
     */
    public static ProbeDriver start(List<Probe> probes, ProbeContext context) {
        ProbeDriver driver = new ProbeDriver();
        probes.forEach(probe -> driver.lanes.add(ProbeLane.start(probe, context)));
        return driver;
    }

    /** Says that the measured windows begin now. */
    public void measuring() {
        for (ProbeLane lane : lanes) {
            lane.measuring();
        }
    }

    /** Says that the measured windows ended now. */
    public void measured() {
        for (ProbeLane lane : lanes) {
            lane.measured();
        }
    }

    /**
     * Stops the probes and waits for what they recorded, at most as long as each {@linkplain Probe#stopLimit() may take}.
     *
     * @return one result for each probe, in the order they were given
     */
    public List<ProbeResult> stop() {
        return lanes.stream().map(ProbeLane::stop).toList();
    }
}
