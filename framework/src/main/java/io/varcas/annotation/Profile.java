package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the profilers that watch a run; their records are part of its result.
 *
 * <p>A profiler is named by a constant of this annotation or by the binary name of an {@code io.varcas.profiler.Profiler} of one's own
 * ({@code com.acme.Outer$Watch}), which is public and has a public constructor without parameters.
 * {@code -prof} adds to them, {@code -lprof} lists them and says which can run here.
 *
 * <p>May stand on a workload class, on its {@link Prompt} method, on a superclass or on another annotation. The command line
 * and the configuration file override its members.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface Profile {

    /** Health of client and host each second: CPU, heap, collector pauses, steal, throttling, load. */
    String TELEMETRY = "telemetry";

    /** The server's own {@code /metrics} before, during and after the measurement phase. */
    String SERVER_METRICS = "server-metrics";

    /**
     * The server's own profiler, on for the measurement phase, by {@code /start_profile} and {@code /stop_profile};
     * the server must have been started for it. Latencies measured meanwhile include its cost, and the result says so.
     */
    String SERVER_PROFILE = "server-profile";

    /** Profilers by name. */
    String[] value() default {};
}
