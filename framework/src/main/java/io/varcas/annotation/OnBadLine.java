package io.varcas.annotation;

/** What becomes of a run whose {@link Dataset} has a line that cannot be used. */
public enum OnBadLine {
    /** The run fails and names the line. */
    FAIL,
    /** The line is left out and counted in the result, where the first ones are named. */
    SKIP
}
