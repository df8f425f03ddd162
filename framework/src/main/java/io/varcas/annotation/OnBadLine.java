package io.varcas.annotation;

/** Action on an invalid line of a {@link Dataset}. */
public enum OnBadLine {
    /** The run fails and names the line. */
    FAIL,
    /** The line is left out and counted in the result, where the first ones are named. */
    SKIP
}
