package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Keeps a fixed number of users busy, each sending its next request, or batch of them, when the last response has ended.
 *
 * <p>Choose this for batch clients, worker pools and comparisons at fixed concurrency. A slow server is asked less
 * often, so it cannot be overloaded: to find what a demand costs in latency choose {@link OpenLoop}.
 *
 * <p>May stand on a workload class, on its {@link Prompt} method, on a superclass or on another annotation. The command
 * line and the configuration file override its members. The nearest of it and {@link OpenLoop} decides; both at once
 * are refused.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface ClosedLoop {

    /** Users, each with at most {@link #batch()} requests in flight; at least 1 ({@code -p users=32}). */
    int users() default 1;

    /**
     * Requests that a user sends at once, and whose responses it all waits for before it goes on; at least 1. One user
     * with 8 is MLPerf's multi-stream scenario.
     */
    int batch() default 1;

    /** Pause of a user between a response and its next request, in seconds; 0 for none. */
    double thinkTime() default 0;

    /** Time over which the users join, evenly, in seconds; 0 for all at once. */
    double rampUp() default 0;
}
