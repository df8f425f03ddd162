package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Compares outputs with references after the load, to verify that the same server is also accurate.
 *
 * <p>The dataset is a JSON-lines resource or file, one object a line with {@code prompt} (text) and {@code reference}
 * (a text or a list of texts, of which the best match counts), and optionally {@code id}. Prompts are sent with
 * temperature 0. The outputs of a simulator are random words, so its accuracy is "not measured", unless it takes its
 * outputs from such a file ({@code -target sim:answers=truth.jsonl}).
 *
 * <p>Allowed on a workload class, its {@link Prompt} method, a superclass or another annotation. The command line and
 * the configuration file override its members.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface GroundTruth {

    /**
     * Share of identical outputs, after lower-casing and removing punctuation, articles and repeated spaces (SQuAD).
     */
    String EXACT_MATCH = "exact-match";

    /** F-measure of the longest common subsequence of words (ROUGE-L). */
    String ROUGE_L = "rouge-l";

    /** Resource on the class path of the workload without a leading slash, or file, with prompts and references. */
    String dataset() default "";

    /**
     * Scorer: a constant of this annotation, or the binary name of a custom {@code io.varcas.accuracy.Scorer}, which is
     * public and has a public constructor without parameters.
     */
    String scorer() default ROUGE_L;

    /** Minimum mean score to pass, from 0 to 1. */
    double threshold() default 0.5;

    /** Maximum output length, in tokens. */
    int maxTokens() default 256;
}
