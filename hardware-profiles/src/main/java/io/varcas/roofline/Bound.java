package io.varcas.roofline;

/** The bottleneck of a piece of work. */
public enum Bound {
    /** Memory bandwidth: its intensity is below the ridge. */
    MEMORY,
    /** Arithmetic: its intensity is above the ridge. */
    COMPUTE,
    /** Links between accelerators. */
    LINK,
    /** Launches, scheduling and other time that no hardware peak explains. */
    OVERHEAD
}
