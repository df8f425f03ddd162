package io.varcas.validity;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Conditions during the measurement phase: the state of the client's JVM and machine, and of the server. What was not
 * observed is empty.
 *
 * @param longestPause longest time the JVM stood still
 * @param pausedShare share of the time the JVM stood still, 0 to 1
 * @param cpuSteal share of the machine's CPU time that a hypervisor gave to others, 0 to 1
 * @param throttled share of scheduling periods in which a CPU quota held the client back, 0 to 1
 * @param otherCpu share of the machine's CPU time that other processes took, 0 to 1; that of the simulator among them
 * @param serverProfiled seconds in which the server recorded a profile of itself
 * @param cached share of the prompt tokens that the server, by its own counters, took from its prefix cache, 0 to 1
 * @param repeatedPrompts share of the prompts that an earlier fork, trial or run had sent to this server, as far as is known, 0 to 1
 * @param handicap why the client's JVM cannot drive load well
 */
public record RunConditions(
        Optional<Duration> longestPause,
        OptionalDouble pausedShare,
        OptionalDouble cpuSteal,
        OptionalDouble throttled,
        OptionalDouble otherCpu,
        OptionalDouble serverProfiled,
        OptionalDouble cached,
        OptionalDouble repeatedPrompts,
        Optional<String> handicap) {

    /** Nothing was observed. */
    public static final RunConditions UNKNOWN = new RunConditions(
            Optional.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            Optional.empty());
}
