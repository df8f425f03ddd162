package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Attaches profilers to the runs of a workload; their data is part of the result.
 *
 * <p>A profiler is named by a constant of this annotation, or by the binary name of a custom
 * {@code io.varcas.profiler.Profiler} ({@code com.acme.Outer$Monitor}), which is public and has a public constructor
 * without parameters. {@code -prof} adds profilers; {@code -lprof} lists them and reports which are available.
 *
 * <p>Allowed on a workload class, its {@link Prompt} method, a superclass or another annotation. The command line and
 * the configuration file override its members.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface Profile {

    /** State of client, host and GPUs every second: CPU, heap, collector pauses, steal, throttling, load, power, clocks. */
    String TELEMETRY = "telemetry";

    /** The server's {@code /metrics} before, during and after the measurement phase. */
    String SERVER_METRICS = "server-metrics";

    /**
     * The server's own profiler, enabled during the measurement phase by {@code /start_profile} and
     * {@code /stop_profile}. The server must be started with profiling enabled. Its cost is included in the latencies,
     * and the result contains a warning.
     */
    String SERVER_PROFILE = "server-profile";

    /**
     * GPUs every second by a DCGM exporter at {@code http://127.0.0.1:9400/metrics}, or at another address:
     * {@code dcgm:url=http://gpu-host:9400/metrics}.
     */
    String DCGM = "dcgm";

    /**
     * The server's OpenTelemetry spans, received by OTLP over HTTP on port 4318 of loopback: queue, prefill and decode of
     * each request. The server must be started with {@code --otlp-traces-endpoint http://127.0.0.1:4318/v1/traces}.
     */
    String OTLP = "otlp";

    /** Names of profilers, with options behind a colon if they have some: {@code otlp:port=14318}. */
    String[] value() default {};
}
