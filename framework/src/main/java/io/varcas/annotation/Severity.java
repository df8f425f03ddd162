package io.varcas.annotation;

/** Consequence of an objective that is not met. */
public enum Severity {
    /** The run fails: exit code 1, a failed test, a rejected candidate. */
    FAIL,
    /** The run reports it and passes. */
    WARN
}
