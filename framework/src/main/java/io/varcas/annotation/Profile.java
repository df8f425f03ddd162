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

    /**
     * vLLM's torch profiler, in a fork of its own after the measured ones and under the same load: kernels by class, idle
     * share, engine steps. Its option {@code dir} is required, as in {@code "torch:dir=/data/traces"}; the server must be
     * started with {@code --profiler-config}.
     */
    String TORCH = "torch";

    /**
     * Nsight Systems, in a fork of its own after the measured ones and under the same load. The server must be started by
     * {@code nsys}; {@code -lprof} lists the options.
     */
    String NSYS = "nsys";

    /** Nsight Compute on a second server, which it starts: counted operations and bytes of single kernels. */
    String NCU = "ncu";

    /** Java Flight Recorder in the client, in a fork of its own: methods that took most of its CPU time. */
    String JFR = "jfr";

    /** async-profiler in the client, in a fork of its own: methods that took most of its CPU time, or a flame graph. */
    String ASYNC = "async";

    /** Names of profilers, with their options: {@code name:option=value;option=value}. */
    String[] value() default {};
}
