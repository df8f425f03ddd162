package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A service-level objective: a bound on one metric, with a reason.
 *
 * <p>Set exactly one of {@link #atMost()} and {@link #atLeast()}. The objectives of a class add to those of its
 * superclasses and meta-annotations, and replace those with the same metric and direction. An objective that could not
 * be measured is not met. Failed requests count as infinitely slow; objectives on {@code ttft.ok.p99} and similar
 * metrics exclude them.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Repeatable(Sla.Objectives.class)
public @interface Sla {

    /**
     * Metric and statistic as in results and tables: {@code ttft.p95}, {@code tpot.mean}, {@code goodput},
     * {@code accuracy.score}, {@code cost.per1kTokens}, {@code validity.warnings}; with the prefix {@code predicted.},
     * the value predicted before the run.
     */
    String metric();

    /** Maximum value that meets the objective, in {@link #unit()}. */
    double atMost() default Double.NaN;

    /** Minimum value that meets the objective, in {@link #unit()}. */
    double atLeast() default Double.NaN;

    /** Unit of the bound; unset, the metric's own unit (milliseconds for latencies). */
    Unit unit() default Unit.OWN;

    /** Consequence when the objective is not met. */
    Severity severity() default Severity.FAIL;

    /**
     * Minimum number of samples to judge it, in addition to the minimum of the statistic; with fewer it is not
     * measured.
     */
    int minSamples() default 0;

    /** Reason for the bound; shown with every verdict. */
    String reason() default "";

    /** Several objectives; written by the compiler. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
    @interface Objectives {
        /** The objectives, in source order. */
        Sla[] value();
    }
}
