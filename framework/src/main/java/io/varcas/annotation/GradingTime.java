package io.varcas.annotation;

/** The outputs that are graded against ground truth. */
public enum GradingTime {
    /** Outputs to the prompts of the dataset, which are sent when the load has ended. */
    AFTER_LOAD,
    /**
     * Outputs of the timed requests themselves, whose prompts come from the dataset; the load is recorded. An error that
     * occurs only with many requests in flight is found only so.
     */
    UNDER_LOAD
}
