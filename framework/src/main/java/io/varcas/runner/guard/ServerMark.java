package io.varcas.runner.guard;

import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What identifies one life of a server at one moment. Whatever it did not tell is empty, and is then compared with nothing.
 *
 * @param version version of the engine
 * @param models models it serves, each by its name and, where it says it, the path or name it was loaded from
 * @param starts when its processes started, in seconds since the epoch
 * @param listeners processes of this machine that listen on its port
 * @param configuration labels of {@code vllm:cache_config_info}, by name
 * @param counters counters that only rise, by name
 * @param inFlight requests that it runs or holds in its queue
 * @param several whether several processes took turns to respond
 */
record ServerMark(
        Optional<String> version,
        NavigableSet<String> models,
        NavigableSet<Double> starts,
        Set<Long> listeners,
        Map<String, String> configuration,
        Map<String, Double> counters,
        double inFlight,
        boolean several) {

    /** Counter of the requests that the server completed. */
    static final String COMPLETED = "vllm:request_success_total";

    /** Copies the collections. */
    ServerMark {
        models = new TreeSet<>(models);
        starts = new TreeSet<>(starts);
        listeners = Set.copyOf(listeners);
        configuration = new TreeMap<>(configuration);
        counters = new TreeMap<>(counters);
    }

    /** Returns whether the server told its metrics earlier and not now, as while it restarts. */
    boolean isSilentAfter(ServerMark earlier) {
        return starts.isEmpty() && counters.isEmpty() && !(earlier.starts.isEmpty() && earlier.counters.isEmpty());
    }

    /** Returns the requests that the server completed in its life; empty if it does not count them, or several processes do. */
    Optional<Double> completed() {
        return several || starts.size() > 1 ? Optional.empty() : Optional.ofNullable(counters.get(COMPLETED));
    }
}
