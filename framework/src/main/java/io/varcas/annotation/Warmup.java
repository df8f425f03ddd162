package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;

/**
 * Number and length of the warm-up iterations.
 *
 * <p>Load runs through warm-up and measurement without a break. Requests that are due during the warm-up are not
 * counted.
 *
 * <p>Allowed on a workload class, its {@link Prompt} method, a superclass or another annotation. The command line and
 * the configuration file override its members.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface Warmup {

    /** Number of iterations; 0 for none ({@code -wi}). */
    int iterations() default 1;

    /** Length of one iteration, in {@link #timeUnit()} ({@code -w}). */
    double time() default 5;

    /** Unit of {@link #time()}. */
    TimeUnit timeUnit() default TimeUnit.SECONDS;
}
