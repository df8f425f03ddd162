package io.varcas.sizing.demand;

/** The method of a prediction. */
public enum Origin {
    /** By formula: right for means below three quarters of capacity; quantiles are approximations. */
    CLOSED_FORM,
    /** By running the engine in virtual time under the workload's own arrivals and lengths. */
    SIMULATION
}
