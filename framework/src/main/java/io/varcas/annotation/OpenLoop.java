package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Offers requests at times that do not depend on the server: users who arrive whether or not others were served.
 *
 * <p>Choose this to learn what latency a given demand gets, and where a server saturates; choose {@link ClosedLoop} for
 * a fixed number of clients that wait for each response. Nothing caps the requests in flight, unless
 * {@link #maxConcurrency} does, and latency counts from the time a request was due, so a stalled server cannot hide its
 * stall (no coordinated omission).
 *
 * <p>May stand on a workload class, on its {@link Prompt} method, on a superclass or on another annotation. The command
 * line and the configuration file override its members. The nearest of it and {@link ClosedLoop} decides; both at once
 * are refused.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface OpenLoop {

    /** Process that places the arrivals. */
    Arrivals arrivals() default Arrivals.POISSON;

    /** Mean arrivals per second, greater than 0 ({@code -p rate=20}); the processes with rates of their own have no use for it. */
    double rate() default 1;

    /**
     * Most requests in flight; others that are due wait in the client, in their order. Latency counts from when they were due, and the
     * wait is shown apart, as {@code client.queue}. 0: no cap. As {@code --max-concurrency} of {@code vllm bench serve}.
     */
    int maxConcurrency() default 0;

    /** {@link Arrivals#GAMMA}: shape of the gaps, greater than 0; 1 is Poisson, below it arrivals come in clusters. */
    double burstiness() default 1;

    /**
     * {@link Arrivals#HAWKES}: rate without any past, per second; the mean is then {@code base / (1 - excitation / decay)}.
     * 0: such that the mean is {@link #rate()}.
     */
    double base() default 0;

    /** {@link Arrivals#HAWKES}: jump of the rate at each arrival, per second; below {@link #decay()}. */
    double excitation() default 0.5;

    /** {@link Arrivals#HAWKES}: rate, not half-life, at which a jump dies away, per second. */
    double decay() default 1;

    /** {@link Arrivals#CYCLICAL}: swing about the mean rate, per second; at most the rate. */
    double amplitude() default 0;

    /** {@link Arrivals#CYCLICAL}: length of one cycle, in seconds. */
    double period() default 60;

    /**
     * {@link Arrivals#RAMP} and {@link Arrivals#STEPS}: rates and the times at which they are reached, counted from the start of
     * the measurement: {@code {"0s:5", "30s:50"}}. During the warm-up the first one holds.
     */
    String[] rates() default {};

    /** {@link Arrivals#BURST}: requests in one instant, at least 1. */
    int burst() default 10;

    /** {@link Arrivals#BURST}: time between bursts, in seconds; 0 for one burst, at the start of the measurement. */
    double every() default 0;
}
