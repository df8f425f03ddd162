package io.varcas.queueing;

import io.varcas.validation.Violations;

/**
 * A queue in closed form. An overloaded one has no steady state: its waits are infinite, and it never meets anything.
 *
 * <p>Waits are from arrival to the start of service. The wait has an atom at zero: with probability {@code 1 - P(wait)} a
 * request does not wait at all, and quantiles below that are 0.
 */
public sealed interface Queue permits MM1Queue, MD1Queue, MG1Queue, MMcQueue, GG1Queue {

    /** Returns the offered load per server: arrival rate times mean service time, over servers. */
    double utilisation();

    /** Returns the chance that a request waits, 0 to 1; 1 if overloaded. */
    double waitProbability();

    /** Returns the mean wait over all requests, those that do not wait included, seconds; infinite if overloaded. */
    double meanWaitSeconds();

    /**
     * Returns a quantile of the wait over all requests, seconds; infinite if overloaded.
     *
     * @param q from 0 to 1, exclusive at 1
     * @throws IllegalArgumentException if {@code q} is out of its range
     */
    default double waitQuantileSeconds(double q) {
        Violations.in("quantile")
                .findIf(!(q >= 0 && q < 1), "q is " + q + "; it must be in [0, 1)")
                .raise();
        if (!stable()) {
            return Double.POSITIVE_INFINITY;
        }
        double chance = waitProbability();
        return 1 - q >= chance ? 0 : meanWaitSeconds() / chance * Math.log(chance / (1 - q));
    }

    /** Returns whether a steady state exists: utilization below 1. */
    default boolean stable() {
        return utilisation() < 1;
    }

    /** Returns in one sentence what this form is right for, and how exact its quantiles are. */
    String rightFor();

    /** Checks what all queues are made of. */
    static Violations check(String subject, double arrivalsPerSecond, double meanServiceSeconds) {
        return Violations.in(subject)
                .notNegative("arrival rate", arrivalsPerSecond, "per second")
                .positive("mean service time", meanServiceSeconds, "seconds");
    }
}
