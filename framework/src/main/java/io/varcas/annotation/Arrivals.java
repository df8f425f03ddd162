package io.varcas.annotation;

/**
 * Arrival process of an open loop. Each member of {@link OpenLoop} belongs to the processes that its description names;
 * setting it for another process is rejected.
 *
 * <p>All processes up to {@link #CYCLICAL} have {@link OpenLoop#rate()} as their mean rate.
 */
public enum Arrivals {
    /** Independent users: exponential gaps and Poisson counts. */
    POISSON,
    /** Equal gaps. This load is easier for a server than real users are. */
    CONSTANT,
    /**
     * Gamma-distributed gaps. Arrivals cluster more than Poisson arrivals if {@link OpenLoop#burstiness()} is below 1,
     * and less above 1.
     */
    GAMMA,
    /**
     * Self-exciting arrivals: each arrival raises the rate by {@link OpenLoop#excitation()}, and the increase decays at
     * {@link OpenLoop#decay()}. Their ratio, the branching ratio, must be below 1.
     */
    HAWKES,
    /**
     * Poisson arrivals whose rate oscillates by {@link OpenLoop#amplitude()} around its mean, once per
     * {@link OpenLoop#period()}.
     */
    CYCLICAL,
    /** Poisson arrivals whose rate is interpolated linearly between the points of {@link OpenLoop#rates()}. */
    RAMP,
    /** Poisson arrivals whose rate steps through {@link OpenLoop#rates()}. */
    STEPS,
    /** Bursts of {@link OpenLoop#burst()} simultaneous requests, repeated after {@link OpenLoop#every()}. */
    BURST,
    /** The times of the {@link Dataset}, multiplied by {@link Dataset#timeScale()}. The load ends with the data. */
    REPLAY
}
