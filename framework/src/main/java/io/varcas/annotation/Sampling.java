package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Sampling fields of every request.
 *
 * <p>May stand on a workload class, on its {@link Prompt} method, on a superclass or on another annotation. The command line
 * and the configuration file override its members.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface Sampling {

    /** Temperature; 0 is greedy. Sent always, because servers take their default from the model's own files. */
    double temperature() default 0;

    /** Nucleus; 1 is off. */
    double topP() default 1;

    /** Whether the model is kept from ending before the drawn output length, so that the load is the one declared. */
    boolean ignoreEos() default true;

    /** Texts that end an output. */
    String[] stop() default {};

    /** Number of the likeliest tokens to choose from; 0 is off. Sent only if it is set, as are all members from here on. */
    int topK() default 0;

    /** Least probability of a token, as a share of the likeliest one's; 0 is off. */
    double minP() default 0;

    /** Penalty for tokens that have come already, -2 to 2; 0 is off. */
    double presencePenalty() default 0;

    /** Penalty for tokens by how often they have come, -2 to 2; 0 is off. */
    double frequencyPenalty() default 0;

    /** Factor against tokens that have come in prompt or output, above 0; 1 is off. */
    double repetitionPenalty() default 1;

    /** Tokens that an output has at least, whatever {@link #stop()} says; at most the drawn length is sent. */
    int minTokens() default 0;

    /** Seed of the server's sampling, the same in every request; below 0: none is sent. */
    long seed() default -1;

    /**
     * Other fields of vLLM's requests, written {@code name=value} with the value in JSON or a bare word: {@code "priority=1"}. A
     * name that vLLM does not know is refused here, because the server would ignore it.
     */
    String[] fields() default {};
}
