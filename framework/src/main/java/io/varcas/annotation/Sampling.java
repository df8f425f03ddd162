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

    /** Texts that end an answer. */
    String[] stop() default {};
}
