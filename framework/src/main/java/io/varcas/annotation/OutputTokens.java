package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Distribution of the output length, in tokens. The drawn length is sent as the limit of the output. Unless
 * {@code sampling.ignoreEos} is off, the server is told to generate all of it.
 *
 * <p>Allowed on a workload class, its {@link Prompt} method, a superclass or another annotation. The command line and
 * the configuration file override its members. {@code -p outputTokens=64} is the short form of a fixed length.
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

    /** Minimum length, in tokens; at least 1. Shorter draws are raised to it. */
    int min() default 1;

    /** Maximum length, in tokens. Longer draws are reduced to it. */
    int max() default 1_000_000;

    /**
     * File with the lengths of {@link Distribution#EMPIRICAL}, in any format of a {@link Dataset}; a file implies that
     * distribution. Only its output tokens are used, clamped to {@link #min()} and {@link #max()} if these are set with
     * the same priority.
     */
    String data() default "";
}
