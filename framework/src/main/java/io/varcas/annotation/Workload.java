package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class as a workload: a kind of traffic that a server shall be measured under.
 *
 * <p>The annotation processor generates a runner for each workload class, in the same package. The class must be a
 * concrete, non-generic, non-private top-level or static nested class in a named package, with a non-private constructor
 * without parameters that throws no checked exception.
 *
 * <p>May stand on a class, on a superclass or on another annotation; what an abstract class shares with the workloads that
 * extend it is written there without this annotation. The command line and the configuration file override its members.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
public @interface Workload {

    /**
     * Name in listings, reports and results: letters, digits, dots, dashes and underscores; unset, the simple name
     * of the class. It counts on the workload class alone, not on superclasses or other annotations.
     */
    String name() default "";

    /** Purpose of this traffic in one sentence; shown by {@code -lp} and in reports. */
    String description() default "";

    /** Model name the server knows ({@code -model}); unset, the first model that the server lists. */
    String model() default "";

    /** Route that requests go to. */
    Endpoint endpoint() default Endpoint.CHAT;

    /** Whether responses are streamed; without streaming there is no TTFT of its own, no TPOT and no ITL. */
    boolean streaming() default true;

    /** Seed of everything drawn at random ({@code -seed}): the same seed gives the same schedule and the same requests. */
    long seed() default 42;

    /** Longest time one request may take, in seconds, before it is closed and counted as a timeout. */
    double timeout() default 300;
}
