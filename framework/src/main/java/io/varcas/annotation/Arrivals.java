package io.varcas.annotation;

/** Process by which an open loop places arrivals in time; all have the rate of {@link OpenLoop#rate()} as their mean. */
public enum Arrivals {
    /** Independent users: gaps are exponential, counts in a window are Poisson. */
    POISSON,
    /** A metronome: equal gaps. Kinder to a server than users are. */
    CONSTANT
}
