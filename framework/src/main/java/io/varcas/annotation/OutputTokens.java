package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Distribution of the output length, in tokens. It is sent as the limit of the output, and unless
 * {@code sampling.ignoreEos} is off the model is asked to use it up.
 *
 * <p>May stand on a workload class, on its {@link Prompt} method, on a superclass or on another annotation. The command
 * line and the configuration file override its members. {@code -p outputTokens=64} is short for a fixed length.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface OutputTokens {

    /** Shape of the distribution. */
    Distribution distribution() default Distribution.LOGNORMAL;

    /** Mean length before clamping, in tokens; from {@link #min()} to {@link #max()}. */
    double mean() default 100;

    /** Standard deviation before clamping, in tokens; 0 for a fixed length. */
    double std() default 0;

    /** Shortest length, in tokens; at least 1. Shorter draws are raised to it. */
    int min() default 1;

    /** Longest length, in tokens. Longer draws are cut to it. */
    int max() default 1_000_000;

    /**
     * File of the lengths of {@link Distribution#EMPIRICAL}, of any format that a {@link Dataset} may have; to name
     * one is enough. Only its output tokens are used, clamped to {@link #min()} and {@link #max()} if these are set as
     * strongly.
     */
    String data() default "";
}
