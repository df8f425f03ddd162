package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;

/**
 * Takes the requests from a dataset or a trace. Missing prompts and lengths are generated as they would be without a
 * dataset. The times of the file are used only with {@link Arrivals#REPLAY}.
 *
 * <p>The file is read during the load, so it may have any size. Files whose name ends in {@code .gz} are decompressed.
 *
 * <p>Allowed on a workload class, its {@link Prompt} method, a superclass or another annotation. The command line and
 * the configuration file override its members ({@code -p dataset=file}, {@code -p dataset.limit=100}).
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface Dataset {

    /** Detects the format from the file. */
    String AUTO = "auto";

    /**
     * One object or row per request: {@code prompt} or {@code messages}, {@code output_tokens}, {@code timestamp} and
     * more.
     */
    String RECORDS = "records";

    /** A trace recorded by Varcas. */
    String VARCAS = "varcas";

    /** ShareGPT conversations. */
    String SHAREGPT = "sharegpt";

    /** Inputs and outputs of MLPerf Inference. */
    String MLPERF = "mlperf";

    /** Azure's LLM inference traces, in both public formats, and similar tables. */
    String AZURE = "azure";

    /** Mooncake's traces, whose prompts share blocks. */
    String MOONCAKE = "mooncake";

    /** Alibaba Bailian's traces: Mooncake's format with times in seconds and blocks of 16 tokens. */
    String BAILIAN = "bailian";

    /** AIPerf's custom dataset. */
    String AIPERF = "aiperf";

    /** BurstGPT's traces. */
    String BURSTGPT = "burstgpt";

    /** The custom dataset of {@code vllm bench}. */
    String VLLM_CUSTOM = "vllm-custom";

    /** The ShareGPT conversations that {@code vllm bench serve --dataset-name sharegpt} selects. */
    String VLLM_SHAREGPT = "vllm-sharegpt";

    /** The log of a vLLM server that logs requests. */
    String VLLM_LOG = "vllm-log";

    /** Counters of vLLM servers, as returned by a range query of Prometheus. */
    String PROMETHEUS = "prometheus";

    /** A trace of the Python harness of 2026-02. */
    String HARNESS_TRACE = "harness-trace";

    /** A result of the Python harness of 2026-02. */
    String HARNESS_RESULT = "harness-result";

    /**
     * The lengths of {@code vllm bench}'s random dataset, which needs no file:
     * {@code path = "vllm-random:input-len=1024"}.
     */
    String VLLM_RANDOM = "vllm-random";

    /**
     * Prompt templates: {@code models}, {@code prompts} with {@code {task}}, {@code {topic}} and {@code {number}},
     * {@code max_tokens_range}, {@code temperature_range}.
     */
    String TEMPLATES = "templates";

    /** File, or resource on the class path of the workload without a leading slash; a file takes precedence. */
    String path() default "";

    /**
     * Format: a constant of this annotation, or the binary name of a custom {@code io.varcas.dataset.DatasetReader},
     * which is public and has a public constructor without parameters.
     */
    String format() default AUTO;

    /** Maximum number of entries; 0 for all. */
    int limit() default 0;

    /** Action on an invalid line. */
    OnBadLine onBadLine() default OnBadLine.FAIL;

    /**
     * Number of turns of each conversation to send, each with the previous ones as its history; 1 sends the first only.
     */
    int turns() default 1;

    /** Start again at the end of the data; a replay ends there in any case. */
    boolean repeat() default true;

    /** Factor for the times of a replay, above 0: 0.5 is twice as fast. */
    double timeScale() default 1;

    /** Unit of numeric times, for formats without a unit. */
    TimeUnit unit() default TimeUnit.SECONDS;

    /**
     * Request the models that entries name. A model set for the workload takes precedence, unless this member is set
     * with a higher priority. The embedded simulator serves one model to all requests.
     */
    boolean models() default true;
}
