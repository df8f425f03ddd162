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
 * <p>Choose this to learn what latency a given demand gets, and where a server saturates; choose {@link ClosedLoop} for a fixed
 * number of clients that wait for each answer. Nothing caps the requests in flight, and latency counts from the time a request
 * was due, so a stalled server cannot hide its stall (no coordinated omission).
 *
 * <p>May stand on a workload class, on its {@link Prompt} method, on a superclass or on another annotation. The command line
 * and the configuration file override its members. The nearest of it and {@link ClosedLoop} decides; both at once are refused.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface OpenLoop {

    /** Process that places the arrivals. */
    Arrivals arrivals() default Arrivals.POISSON;

    /** Mean arrivals per second, greater than 0 ({@code -p rate=20}). */
    double rate() default 1;
}
