package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An open loop: requests at times that do not depend on the server, as when users arrive independently of each other.
 *
 * <p>Choose this to measure the latency at a given demand, and to find the demand that saturates a server. Choose
 * {@link ClosedLoop} for a fixed number of clients that wait for each response. The number of requests in flight is
 * unlimited unless {@link #maxConcurrency()} limits it. Latency counts from the time a request was due, so a stalled
 * server cannot hide its stall (no coordinated omission).
 *
 * <p>Allowed on a workload class, its {@link Prompt} method, a superclass or another annotation. The command line and
 * the configuration file override its members. If both this and {@link ClosedLoop} are present, the nearer one applies;
 * both in the same place are rejected.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface OpenLoop {

    /** Arrival process. */
    Arrivals arrivals() default Arrivals.POISSON;

    /** Mean arrivals per second, greater than 0 ({@code -p rate=20}); not used by processes with their own rates. */
    double rate() default 1;

    /**
     * Maximum number of requests in flight, like {@code --max-concurrency} of {@code vllm bench serve}; 0: no limit.
     * Further requests that are due wait in the client, in order. Latency counts from the time they were due, and
     * {@code client.queue} reports the wait.
     */
    int maxConcurrency() default 0;

    /** {@link Arrivals#GAMMA}: shape of the gaps, greater than 0; 1 is Poisson, and arrivals cluster below 1. */
    double burstiness() default 1;

    /**
     * {@link Arrivals#HAWKES}: base rate per second, with mean {@code base / (1 - excitation / decay)}; 0 derives it
     * from {@link #rate()} as the mean.
     */
    double base() default 0;

    /** {@link Arrivals#HAWKES}: increase of the rate at each arrival, per second; below {@link #decay()}. */
    double excitation() default 0.5;

    /** {@link Arrivals#HAWKES}: exponential decay rate of an increase, per second (not a half-life). */
    double decay() default 1;

    /** {@link Arrivals#CYCLICAL}: amplitude around the mean rate, per second; at most the rate. */
    double amplitude() default 0;

    /** {@link Arrivals#CYCLICAL}: length of one cycle, in seconds. */
    double period() default 60;

    /**
     * {@link Arrivals#RAMP} and {@link Arrivals#STEPS}: times and rates, counted from the start of the measurement:
     * {@code {"0s:5", "30s:50"}}. The first rate also applies during the warm-up.
     */
    String[] rates() default {};

    /** {@link Arrivals#BURST}: number of simultaneous requests, at least 1. */
    int burst() default 10;

    /**
     * {@link Arrivals#BURST}: time between bursts, in seconds; 0 for a single burst at the start of the measurement.
     */
    double every() default 0;
}
