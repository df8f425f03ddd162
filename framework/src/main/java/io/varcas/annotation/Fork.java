package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The load-generator JVMs of a trial, which run one after the other.
 *
 * <p>Every fork draws its own schedule from the seed; percentiles are pooled over forks.
 *
 * <p>Allowed on a workload class, its {@link Prompt} method, a superclass or another annotation. The command line and
 * the configuration file override its members.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface Fork {

    /**
     * Number of measurement forks ({@code -f}); 0 runs in the launcher's JVM, which then shares its heap and collector.
     */
    int value() default 1;

    /** Number of warm-up forks, whose results are discarded ({@code -wf}). */
    int warmups() default 0;

    /** Java executable of the forks ({@code -jvm}); unset, that of the launcher. */
    String jvm() default "";

    /** Arguments of the forks' JVM ({@code -jvmArgs}); unset, those of the launcher. */
    String[] jvmArgs() default {};
}
