package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Traffic of several kinds at once: each request belongs to one part, drawn by weight, and results tell the parts apart.
 *
 * <p>A part is written {@code "name weight setting=value ..."}; its settings are those of {@link InputTokens}, {@link OutputTokens}
 * and {@link PromptText}. What a part does not say, the workload says:
 *
 * <pre>{@code
 * @Mix({
 *     "chat 60 inputTokens=50 outputTokens=150",
 *     "rag 40 prompt.content=rag inputTokens.mean=2500 inputTokens.std=1000 inputTokens.max=8000 outputTokens=200"
 * })
 * }</pre>
 *
 * <p>May stand on a workload class, on a superclass or on another annotation. The command line and the configuration file
 * replace it ({@code -p 'mix="chat 1 inputTokens=50" "rag 1 inputTokens=2500"'}).
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
public @interface Mix {

    /** The parts; none for traffic of one kind. */
    String[] value() default {};
}
