package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Sampling parameters of every request.
 *
 * <p>Allowed on a workload class, its {@link Prompt} method, a superclass or another annotation. The command line and
 * the configuration file override its members.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface Sampling {

    /** Temperature; 0 is greedy. Always sent, because a server takes its default from the model's files. */
    double temperature() default 0;

    /** Nucleus sampling (top-p); 1 is off. */
    double topP() default 1;

    /**
     * Generate the full drawn output length, ignoring the end-of-sequence token, so that the load is the declared one.
     */
    boolean ignoreEos() default true;

    /** Texts that end an output. */
    String[] stop() default {};

    /**
     * Number of most probable tokens to sample from; 0 is off. This and all following members are sent only if they are
     * set.
     */
    int topK() default 0;

    /** Minimum probability of a token, relative to the most probable one; 0 is off. */
    double minP() default 0;

    /** Penalty for tokens that already occurred in the output, -2 to 2; 0 is off. */
    double presencePenalty() default 0;

    /** Penalty for tokens by the number of their occurrences, -2 to 2; 0 is off. */
    double frequencyPenalty() default 0;

    /** Repetition factor for tokens that occurred in prompt or output, above 0; 1 is off. */
    double repetitionPenalty() default 1;

    /** Minimum number of output tokens before {@link #stop()} applies; at most the drawn length is sent. */
    int minTokens() default 0;

    /** Seed of the server's sampling, the same in every request; negative: not sent. */
    long seed() default -1;

    /**
     * Other fields of vLLM's requests, as {@code name=value} with a JSON value or a plain word: {@code "priority=1"}.
     * Names that vLLM does not know are rejected, because the server would ignore them.
     */
    String[] fields() default {};
}
