package io.varcas.profiler;

import java.util.List;

/**
 * Names on which checks of a run depend, of readings or of the columns that they sum up: a profiler and a check spell each the same
 * way. The reading of a column is called after its aggregate, {@code client.gc.pause.sum}, unless its name ends so already.
 */
public final class ReadingNames {

    /** Pauses of the client's garbage collector, in ms. */
    public static final String GC_PAUSE = "client.gc.pause";

    /** The longest of them, in ms. */
    public static final String GC_PAUSE_MAX = "client.gc.pause.max";

    /** The longest delay of a client thread that asked to be woken each millisecond, in ms. */
    public static final String JITTER_MAX = "client.jitter.max";

    /** Busy share of the host's CPU time, from 0 to 1. */
    public static final String HOST_CPU = "host.cpu";

    /** CPU of the client's process, in cores. */
    public static final String CLIENT_CPU = "client.cpu";

    /** Share of the host's CPU time that its hypervisor took, from 0 to 1. */
    public static final String STEAL = "host.steal";

    /** Time for which the client's control group was held back, in ms. */
    public static final String THROTTLED = "cgroup.throttled.time";

    /** Time for which the server's own profiler ran, in s. */
    public static final String SERVER_PROFILE_TIME = "server.profile.time";

    /** Prompt tokens that the server took in. */
    public static final String SERVER_INPUT_TOKENS = "server.tokens.input";

    /** Those of them that it found in its prefix cache. */
    public static final String SERVER_CACHED_TOKENS = "server.tokens.cached";

    /** Share of the time in which all tasks of the host that were not idle waited for memory, from 0 to 1. */
    public static final String MEMORY_PRESSURE = "host.pressure.memory";

    /** Pages that came back from swap. */
    public static final String SWAPPED_IN = "host.swap.in";

    /** Behind the name of a GPU: share of the time in which a kernel ran, from 0 to 1. */
    public static final String GPU_UTILIZATION = ".utilization";

    /** Behind the name of a GPU: power, in W. */
    public static final String GPU_POWER = ".power";

    /** Behind the name of a GPU: energy, in J. */
    public static final String GPU_ENERGY = ".energy";

    /** Behind the name of a GPU: clock of its processors, in MHz. */
    public static final String GPU_CLOCK = ".clock.sm";

    /** Behind the name of a GPU: share of the time in which a power limit held its clocks back, from 0 to 1. */
    public static final String GPU_THROTTLED_POWER = ".throttled.power";

    /** Behind the name of a GPU: share of the time in which its temperature held its clocks back, from 0 to 1. */
    public static final String GPU_THROTTLED_THERMAL = ".throttled.thermal";

    /** Behind the name of a GPU: share of the time in which its clocks were held back, from 0 to 1, where the tool names no reason (AMD). */
    public static final String GPU_THROTTLED = ".throttled";

    /** Requests that the server completed, by the reason of their end. */
    public static final List<String> SERVER_COMPLETED =
            List.of("server.requests.stop", "server.requests.length", "server.requests.repetition");

    /** When the server's counters were read before the measurement phase, in s since the start of the load. */
    public static final String SERVER_SCRAPE_BEGIN = "server.scrape.begin";

    /** When they were read after it. */
    public static final String SERVER_SCRAPE_END = "server.scrape.end";

    /** The longest time for which the page of the server's metrics stayed the same, in s. */
    public static final String SERVER_UNCHANGED = "server.page.unchanged";

    private ReadingNames() {}

    /** Returns the name of the sum of a column over the measurement phase. */
    public static String sumOf(String column) {
        return column + ".sum";
    }

    /** Returns the name of the change of a column from the first to the last third of the measurement phase. */
    public static String driftOf(String column) {
        return column + ".drift";
    }

    /** Returns the name of the mean of a column over the measurement phase. */
    public static String meanOf(String column) {
        return column + ".mean";
    }
}
