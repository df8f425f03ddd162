package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class as a workload: one kind of traffic to measure a server with.
 *
 * <p>The annotation processor generates a runner for each workload class, in the same package. The class must be a
 * concrete, non-generic, non-private top-level or static nested class in a named package. It needs a non-private
 * constructor without parameters that throws no checked exception.
 *
 * <p>Allowed on a class, a superclass or another annotation. An abstract class that only shares settings with its
 * subclasses does not need this annotation. The command line and the configuration file override its members.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
public @interface Workload {

    /**
     * Name in listings, reports and results, of letters, digits, dots, dashes and underscores; unset, the simple name
     * of the class. Only the workload class itself can set it.
     */
    String name() default "";

    /** Purpose of this traffic in one sentence; shown by {@code -lp} and in reports. */
    String description() default "";

    /**
     * Server to measure ({@code -target}): a URL, {@code unix:/path}, {@code sim:} for the embedded simulator, or
     * {@code launch:} and the command or the launch file of a server to start; unset, {@code sim:}. All workloads of a run
     * must have the same.
     */
    String target() default "";

    /** Model name to request ({@code -model}); unset, the first model that the server lists. */
    String model() default "";

    /** Route of the requests. */
    Endpoint endpoint() default Endpoint.CHAT;

    /** Stream responses. Without streaming, TTFT, TPOT and ITL cannot be measured. */
    boolean streaming() default true;

    /** Seed of all random draws ({@code -seed}): the same seed produces the same schedule and the same requests. */
    long seed() default 42;

    /** Maximum duration of a request, in seconds; after it, the request is closed and counted as a timeout. */
    double timeout() default 300;
}
