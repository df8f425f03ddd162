package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Content of prompts for workloads without a {@link Prompt} method. The length of {@link InputTokens} includes
 * everything: system prompt, shared prefix, history, and the server's chat template.
 *
 * <p>Lengths are exact if the server counts tokens ({@code POST /tokenize}); otherwise they are estimates, and results
 * say so.
 *
 * <p>Allowed on a workload class, a superclass or another annotation. The command line and the configuration file
 * override its members ({@code -p prompt.content=rag}).
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
public @interface PromptText {

    /** Kind of text. */
    Content content() default Content.RANDOM;

    /** Number of shared prefixes, of which each request uses one; 0: none. */
    int prefixes() default 0;

    /** Share of a prompt that is its shared prefix, above 0 and below 1; used only with {@link #prefixes()}. */
    double prefixShare() default 0.5;

    /** Text of the system message of every request; empty: none. */
    String system() default "";

    /**
     * A {@code tokenizer.json} file that counts tokens, for servers without {@code /tokenize}; empty: none. It needs
     * the library {@code ai.djl.huggingface:tokenizers} on the class path.
     */
    String tokenizer() default "";

    /** {@link Content#CHAT}: number of earlier turns in every prompt, which are part of its length. */
    int history() default 0;
}
