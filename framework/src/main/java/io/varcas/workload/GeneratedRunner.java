package io.varcas.workload;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a generated {@link WorkloadDefinition}; the annotation processor lists what bears it in {@code META-INF/services}. It
 * stays in class files so that coverage tools, which look for "Generated" in its name, leave the class out.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface GeneratedRunner {

    /** Returns the qualified name of the workload class, as in source. */
    String source();

    /** Returns the name of the workload in listings and results; no two in one compilation are the same. */
    String workload();
}
