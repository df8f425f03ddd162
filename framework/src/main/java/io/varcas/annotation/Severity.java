package io.varcas.annotation;

/** What it means that an objective is not met. */
public enum Severity {
    /** The run fails: exit code 1, a failed test, a rejected candidate. */
    FAIL,
    /** The run says so, and passes. */
    WARN
}
