package io.varcas.balance;

import io.varcas.validation.Violations;
import java.time.Duration;

/**
 * The times and counts that a balancer keeps to.
 *
 * @param connect longest time to connect to a replica
 * @param firstByte longest time from the request to the first byte of the response's body
 * @param silence longest time between two pieces of a response
 * @param drain longest time that requests in flight have once the balancer is closed
 * @param healthEvery time between two health checks of a replica
 * @param metricsEvery time between two readings of a replica's queue
 * @param retries further replicas that a request is tried on before its first byte, at least 0
 * @param failures failed requests in a row after which a replica gets none for a while, at least 1
 * @param ejection time that it gets none, multiplied by how often that happened in a row
 */
public record BalanceLimits(
        Duration connect,
        Duration firstByte,
        Duration silence,
        Duration drain,
        Duration healthEvery,
        Duration metricsEvery,
        int retries,
        int failures,
        Duration ejection) {

    /** Limits that suit replicas of vLLM in one network: prompts of minutes are waited for, dead replicas are left within seconds. */
    public static final BalanceLimits DEFAULT = new BalanceLimits(
            Duration.ofSeconds(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(2),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofMillis(500),
            2,
            3,
            Duration.ofSeconds(5));

    /** Longest time that a replica gets no requests after failures, in multiples of {@link #ejection}. */
    static final int LONGEST_EJECTION = 12;

    /**
     * @throws IllegalArgumentException naming every limit that is out of its range
     */
    public BalanceLimits {
        Violations.in("balancer")
                .atLeast(0, "retries", retries, "")
                .atLeast(1, "failures", failures, "")
                .findIf(isNone(connect), "connect must be longer than 0")
                .findIf(isNone(firstByte), "firstByte must be longer than 0")
                .findIf(isNone(silence), "silence must be longer than 0")
                .findIf(drain.isNegative(), "drain must be 0 or longer")
                .findIf(isNone(healthEvery), "healthEvery must be longer than 0")
                .findIf(isNone(metricsEvery), "metricsEvery must be longer than 0")
                .findIf(isNone(ejection), "ejection must be longer than 0")
                .raise();
    }

    private static boolean isNone(Duration time) {
        return time.isZero() || time.isNegative();
    }
}
