package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Distribution of the prompt length, in tokens. Prompts are generated with this length; the result reports how exactly.
 *
 * <p>Allowed on a workload class, its {@link Prompt} method, a superclass or another annotation. The command line and
 * the configuration file override its members. {@code -p inputTokens=64} is the short form of a fixed length.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface InputTokens {

    /** Shape of the distribution. */
    Distribution distribution() default Distribution.LOGNORMAL;

    /** Mean length before clamping, in tokens; from {@link #min()} to {@link #max()}. */
    double mean() default 50;

    /** Standard deviation before clamping, in tokens; 0 for a fixed length. */
    double std() default 0;

    /** Minimum length, in tokens; at least 1. Shorter draws are raised to it. */
    int min() default 1;

    /** Maximum length, in tokens. Longer draws are reduced to it. */
    int max() default 1_000_000;

    /**
     * File with the lengths of {@link Distribution#EMPIRICAL}, in any format of a {@link Dataset}; a file implies that
     * distribution. Only its input tokens are used, clamped to {@link #min()} and {@link #max()} if these are set with
     * the same priority.
     */
    String data() default "";
}
