package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A closed loop: a fixed number of users, each of whom sends the next request, or batch of requests, when the previous
 * response has ended.
 *
 * <p>Choose this for batch clients, worker pools and comparisons at fixed concurrency. A slow server receives fewer
 * requests, so it cannot be overloaded. To measure latency at a given demand, choose {@link OpenLoop}.
 *
 * <p>Allowed on a workload class, its {@link Prompt} method, a superclass or another annotation. The command line and
 * the configuration file override its members. If both this and {@link OpenLoop} are present, the nearer one applies;
 * both in the same place are rejected.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface ClosedLoop {

    /** Number of users, each with at most {@link #batch()} requests in flight; at least 1 ({@code -p users=32}). */
    int users() default 1;

    /**
     * Requests that a user sends at once; the next batch follows when all responses have ended. At least 1. One user
     * with a batch of 8 is MLPerf's multi-stream scenario.
     */
    int batch() default 1;

    /** Pause of a user between a response and the next request, in seconds; 0 for none. */
    double thinkTime() default 0;

    /** Time over which the users start, evenly spaced, in seconds; 0 for all at once. */
    double rampUp() default 0;
}
