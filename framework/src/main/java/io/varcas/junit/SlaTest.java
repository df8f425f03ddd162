package io.varcas.junit;

import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * Runs a workload as a test, which fails if an objective is not met and lists all unmet ones.
 *
 * <pre>{@code
 * @SlaTest(SupportChat.class)
 * void meetsItsObjectives() {}
 *
 * @SlaTest(value = SupportChat.class, set = {"rate=5,20", "measurement.time=30s"})
 * void isFastAtEitherRate(RunResult result) {
 *   assertThat(result).metric("ttft.p99").isAtMost(Duration.ofMillis(500));
 * }
 * }</pre>
 *
 * <p>The method is called with what it asks for: a {@link RunResult}, a {@link TrialResult} (if there is but one), a
 * {@link ResultBundle}. It is called when a run was measured, whether its objectives are met or not; what it throws is reported
 * together with them. A run that failed, or whose numbers are not the server's, fails the test without it. A workload without
 * objectives fails the test unless the method takes the result, and so can judge it.
 *
 * <p>Every member but {@link #value()} is overridden by the system property {@code varcas.<member>}, else by the environment variable
 * {@code VARCAS_<MEMBER>}; so is every setting and parameter: {@code -Dvarcas.measurement.time=60s},
 * {@code VARCAS_INPUT_TOKENS_MEAN=500}. They win over {@link #set()}, that over {@link #config()}, that over the workload's
 * annotations.
 *
 * <p>The load comes from as many forked JVMs as the workload asks for ({@link io.varcas.annotation.Fork}, one unless it says
 * otherwise), as on the command line: a load generator in the tests' own JVM shares its heap, its agents and its collector, and
 * its numbers cannot be laid beside others. No other test of this JVM runs meanwhile.
 *
 * <p>May stand on a method or on another annotation.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Test
@ExtendWith(SlaTestExtension.class)
@ResourceLock(Resources.GLOBAL)
public @interface SlaTest {

    /** The workload class. */
    Class<?> value();

    /** Server ({@code -target}): a URL, or {@code sim:} with options; unset, the embedded simulator. */
    String target() default "";

    /** Settings and parameters ({@code -p}): {@code "rate=5,20"}; several values are a sweep. */
    String[] set() default {};

    /** JSON file of settings; {@link #set()} overrides it ({@code -config}). */
    String config() default "";

    /** Profilers, in addition to those of the workload's annotations ({@code -prof}). */
    String[] profilers() default {};

    /** Folder for the result bundle ({@code -out}); an earlier bundle is never overwritten. */
    String out() default "target/varcas-results";

    /**
     * Skips the test, with the reason, if no {@link #target()} is set or no server listens there. Otherwise a test
     * without target runs on the embedded simulator, and a test without server fails.
     */
    boolean skipWithoutServer() default false;
}
