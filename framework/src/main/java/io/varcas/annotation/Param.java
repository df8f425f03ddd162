package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a field as a parameter: one trial is run for each combination of all parameters' values.
 *
 * <p>The field must be an instance field, not final and not private, of type {@code String}, an enum, a primitive or a box of
 * one. Its values are assigned before {@link Setup} methods run; those of superclasses' fields come first in the order of runs.
 * {@code -p name=v1,v2} replaces the values.
 *
 * <p>A field named like a setting ({@code rate}, {@code users}, {@code outputTokens}) also sets that setting, whatever an
 * annotation says. It must not contradict an annotation as near as itself: {@code users} makes the load closed, so
 * {@link OpenLoop} may then stand only on a superclass or another annotation.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Param {

    /** Values, in the order in which they are run; for an enum field none means all constants. */
    String[] value() default {};
}
