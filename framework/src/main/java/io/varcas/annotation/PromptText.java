package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Content of prompts for workloads without a {@link Prompt} method. Their length is that of {@link InputTokens}, with
 * everything in it: system prompt, shared prefix, history, and what the server's chat template adds.
 *
 * <p>Lengths are exact where the server counts tokens ({@code POST /tokenize}); else they are estimates, and results
 * say so.
 *
 * <p>May stand on a workload class, on a superclass or on another annotation. The command line and the configuration
 * file override its members ({@code -p prompt.content=rag}).
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
public @interface PromptText {

    /** Kind of text. */
    Content content() default Content.RANDOM;

    /** Number of prefixes that prompts share, each request having one of them; 0: none is shared. */
    int prefixes() default 0;

    /** Share of a prompt that its shared prefix takes, above 0 and below 1; of use only with {@link #prefixes()}. */
    double prefixShare() default 0.5;

    /** Text of a system message that every request begins with; empty: none. */
    String system() default "";

    /**
     * File of a {@code tokenizer.json} that counts prompts instead of the server, for servers without {@code /tokenize}; empty: none. Needs the
     * library {@code ai.djl.huggingface:tokenizers} on the class path.
     */
    String tokenizer() default "";

    /**
     * {@link Content#CHAT}: earlier exchanges of question and reply in every prompt, which share its length with the
     * request.
     */
    int history() default 0;
}
