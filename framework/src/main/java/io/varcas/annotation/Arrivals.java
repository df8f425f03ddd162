package io.varcas.annotation;

/**
 * Process by which an open loop places arrivals in time. The members of {@link OpenLoop} that belong to a process say so; one
 * that belongs to another process is refused.
 *
 * <p>All but the last five have {@link OpenLoop#rate()} as their mean.
 */
public enum Arrivals {
    /** Independent users: gaps are exponential, counts in a window are Poisson. */
    POISSON,
    /** A metronome: equal gaps. Kinder to a server than users are. */
    CONSTANT,
    /** Gamma-distributed gaps: more clustered than Poisson at a {@link OpenLoop#burstiness()} below 1, more even above 1. */
    GAMMA,
    /**
     * Self-exciting: each arrival raises the rate by {@link OpenLoop#excitation()}, and that dies away at
     * {@link OpenLoop#decay()}; their ratio, the branching ratio, must be below 1.
     */
    HAWKES,
    /** Poisson with a rate that swings by {@link OpenLoop#amplitude()} about its mean, once in each {@link OpenLoop#period()}. */
    CYCLICAL,
    /** Poisson with a rate that goes in straight lines through {@link OpenLoop#rates()}; its mean is theirs. */
    RAMP,
    /** Poisson with a rate that jumps to the next of {@link OpenLoop#rates()}; its mean is theirs. */
    STEPS,
    /** {@link OpenLoop#burst()} requests in one instant, again after each {@link OpenLoop#every()}. */
    BURST,
    /** The times of the {@link Dataset}, multiplied by {@link Dataset#timeScale()}; the load ends with the data. */
    REPLAY
}
