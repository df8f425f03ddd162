package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Fresh load-generator JVMs that a trial runs in, one after the other.
 *
 * <p>Every fork draws its own schedule from the seed; percentiles are pooled over forks.
 *
 * <p>May stand on a workload class, on its {@link Prompt} method, on a superclass or on another annotation. The command line
 * and the configuration file override its members.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface Fork {

    /** Measured forks ({@code -f}); 0 runs in the launching JVM, which then shares its heap and its collector. */
    int value() default 1;

    /** Forks before them whose results are thrown away ({@code -wf}). */
    int warmups() default 0;

    /** Java executable of the forks ({@code -jvm}); unset, the one that runs the launcher. */
    String jvm() default "";

    /** Arguments of the forks' JVM ({@code -jvmArgs}); unset, those of the launcher. */
    String[] jvmArgs() default {};
}
