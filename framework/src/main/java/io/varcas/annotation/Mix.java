package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A mix of several kinds of traffic. Each request belongs to one part, drawn by weight, and results list the parts separately.
 *
 * <p>A part is written {@code "name weight setting=value ..."}, with settings of {@link InputTokens},
 * {@link OutputTokens} and {@link PromptText}. The workload provides the settings that a part does not set:
 *
 * <pre>{@code
 * @Mix({
 *     "chat 60 inputTokens=50 outputTokens=150",
 *     "rag 40 prompt.content=rag inputTokens.mean=2500 inputTokens.std=1000 inputTokens.max=8000 outputTokens=200"
 * })
 * }</pre>
 *
 * <p>Allowed on a workload class, a superclass or another annotation. The command line and the configuration file
 * replace it ({@code -p 'mix="chat 1 inputTokens=50" "rag 1 inputTokens=2500"'}).
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
public @interface Mix {

    /** Parts of the mix; empty for a single kind of traffic. */
    String[] value() default {};
}
