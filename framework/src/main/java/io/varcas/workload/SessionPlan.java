package io.varcas.workload;

import java.time.Duration;

/**
 * Conversations of several turns.
 *
 * @param turns turns of each, at least 1
 * @param pause pause between a response and the next turn
 */
public record SessionPlan(int turns, Duration pause) {

    /** Every conversation ends with its first output. */
    public static final SessionPlan NONE = new SessionPlan(1, Duration.ZERO);
}
