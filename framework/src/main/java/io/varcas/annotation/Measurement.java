package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;

/**
 * Number and length of the measurement iterations.
 *
 * <p>Load runs through warm-up and measurement without a break. Percentiles are pooled over all measurement iterations;
 * reports also show each iteration.
 *
 * <p>Allowed on a workload class, its {@link Prompt} method, a superclass or another annotation. The command line and
 * the configuration file override its members.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface Measurement {

    /** Number of iterations; at least 1 ({@code -i}). */
    int iterations() default 3;

    /** Length of one iteration, in {@link #timeUnit()} ({@code -r}). */
    double time() default 15;

    /** Unit of {@link #time()}. */
    TimeUnit timeUnit() default TimeUnit.SECONDS;
}
