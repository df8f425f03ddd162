package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Checks outputs against references, after the load: the same server must also be right.
 *
 * <p>The dataset is a JSON-lines resource or file, one object a line with {@code prompt} (text) and {@code reference}
 * (text or a list of texts, of which the best match counts), and optionally {@code id}. Prompts are sent with
 * temperature 0. The outputs of a simulated server are random words: it is asked nothing, and accuracy is "not
 * measured", unless it responds from such a file ({@code -target sim:answers=truth.jsonl}).
 *
 * <p>May stand on a workload class, on its {@link Prompt} method, on a superclass or on another annotation. The command
 * line and the configuration file override its members.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface GroundTruth {

    /**
     * Share of exactly equal outputs, after lower-casing and removing punctuation, articles and repeated spaces
     * (SQuAD).
     */
    String EXACT_MATCH = "exact-match";

    /** F-measure of the longest common subsequence of words (ROUGE-L). */
    String ROUGE_L = "rouge-l";

    /** Resource on the class path of the workload, without a leading slash, or file, with prompts and references. */
    String dataset() default "";

    /**
     * Scorer: a constant of this annotation, or the binary name of an {@code io.varcas.accuracy.Scorer} of one's own, which is
     * public and has a public constructor without parameters.
     */
    String scorer() default ROUGE_L;

    /** Least mean score that passes, from 0 to 1. */
    double threshold() default 0.5;

    /** Maximum output length, in tokens. */
    int maxTokens() default 256;
}
