package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a field as a parameter: each combination of the values of all parameters is one trial.
 *
 * <p>The field must be an instance field that is not final and not private, of type {@code String}, an enum, a
 * primitive type or its box. Its value is assigned before {@link Setup} methods run. The fields of superclasses vary
 * slowest. {@code -p name=v1,v2} replaces the values.
 *
 * <p>A field with the name of a setting ({@code rate}, {@code users}, {@code outputTokens}) also sets that setting and
 * overrides annotations. It must not contradict an annotation in the same place: a field {@code users} makes the load
 * closed, so {@link OpenLoop} is then allowed on a superclass or another annotation only.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Param {

    /** Values, in the order of the trials; an enum field without values uses all constants. */
    String[] value() default {};
}
