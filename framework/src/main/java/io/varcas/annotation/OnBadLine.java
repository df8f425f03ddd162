package io.varcas.annotation;

/** Action on an invalid line of a {@link Dataset}. */
public enum OnBadLine {
    /** The run fails and names the line. */
    FAIL,
    /** The line is skipped. The result counts the skipped lines and names the first ones. */
    SKIP
}
