package io.varcas.metric;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How the client's JVM and machine fared during the measured windows; what was not observed is empty.
 *
 * @param longestPause longest time the JVM stood still
 * @param pausedShare share of the time the JVM stood still, 0 to 1
 * @param cpuSteal share of the machine's CPU time that a hypervisor gave to others, 0 to 1
 * @param throttled share of scheduling periods in which a CPU quota held the client back, 0 to 1
 */
public record ClientHealth(
        Optional<Duration> longestPause,
        OptionalDouble pausedShare,
        OptionalDouble cpuSteal,
        OptionalDouble throttled) {

    /** Nothing was observed. */
    public static final ClientHealth UNKNOWN =
            new ClientHealth(Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
}
