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
 * Makes a test of a workload: it runs as from the command line, and the test fails if an objective is not met, with all that are
 * not, at once.
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
 * together with them. A run that failed, or whose numbers are not the server's, fails the test without it.
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

    /** Server ({@code -target}): a URL, or {@code sim:} with options; unset, the embedded simulated one. */
    String target() default "";

    /** Settings and parameters ({@code -p}): {@code "rate=5,20"}; several values are swept over. */
    String[] set() default {};

    /** JSON file of settings, under {@link #set()} ({@code -config}). */
    String config() default "";

    /** Profilers beside those of the workload's annotations ({@code -prof}). */
    String[] profilers() default {};

    /** Folder that the result bundle is made in ({@code -out}); an earlier one is never overwritten. */
    String out() default "target/varcas-results";

    /**
     * Whether the test is skipped, with the reason, if there is no server: nothing is set as {@link #target()}, or
     * nothing listens there. Unset, the former runs on the embedded simulator, and the latter fails.
     */
    boolean skipWithoutServer() default false;
}
