package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;

/**
 * Takes the requests from a dataset or trace. What an entry does not say, its prompt or a length, is made and drawn as it would
 * be without a dataset; its times are used with {@link Arrivals#REPLAY} only.
 *
 * <p>The file is read as the load goes on, so it may be of any size. Files whose name ends in {@code .gz} are unpacked on the way.
 *
 * <p>May stand on a workload class, on its {@link Prompt} method, on a superclass or on another annotation. The command line
 * and the configuration file override its members ({@code -p dataset=file}, {@code -p dataset.limit=100}).
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface Dataset {

    /** Detects the format from the file. */
    String AUTO = "auto";

    /** One object or row a request: {@code prompt} or {@code messages}, {@code output_tokens}, {@code timestamp} and more. */
    String RECORDS = "records";

    /** A trace that Varcas recorded. */
    String VARCAS = "varcas";

    /** Conversations, as ShareGPT has them. */
    String SHAREGPT = "sharegpt";

    /** Inputs and outputs of MLPerf inference. */
    String MLPERF = "mlperf";

    /** Azure's LLM inference traces, both public formats, and tables like them. */
    String AZURE = "azure";

    /** Mooncake's traces, whose prompts share blocks. */
    String MOONCAKE = "mooncake";

    /** Alibaba Bailian's traces: as Mooncake's, with times in seconds and blocks of 16 tokens. */
    String BAILIAN = "bailian";

    /** AIPerf's custom data. */
    String AIPERF = "aiperf";

    /** BurstGPT's traces. */
    String BURSTGPT = "burstgpt";

    /** The custom data of {@code vllm bench}. */
    String VLLM_CUSTOM = "vllm-custom";

    /** Conversations as ShareGPT has them, of which those are sent that {@code vllm bench serve --dataset-name sharegpt} picks. */
    String VLLM_SHAREGPT = "vllm-sharegpt";

    /** The log of a vLLM server that logs requests. */
    String VLLM_LOG = "vllm-log";

    /** Counters of vLLM servers, as a range query of Prometheus returns them. */
    String PROMETHEUS = "prometheus";

    /** Trace of the Python harness of 2026-02. */
    String HARNESS_TRACE = "harness-trace";

    /** Result of the Python harness of 2026-02. */
    String HARNESS_RESULT = "harness-result";

    /** The lengths of {@code vllm bench}'s random data, which lie in no file: {@code path = "vllm-random:input-len=1024"}. */
    String VLLM_RANDOM = "vllm-random";

    /**
     * Templates of prompts: {@code models}, {@code prompts} with {@code {task}}, {@code {topic}} and {@code {number}},
     * {@code max_tokens_range}, {@code temperature_range}.
     */
    String TEMPLATES = "templates";

    /** File, or resource on the class path of the workload, without a leading slash; the file wins. */
    String path() default "";

    /**
     * Format: a constant of this annotation, or the binary name of an {@code io.varcas.dataset.DatasetReader} of one's
     * own, which is public and has a public constructor without parameters.
     */
    String format() default AUTO;

    /** Most entries to use; 0 for all. */
    int limit() default 0;

    /** Action on an invalid line. */
    OnBadLine onBadLine() default OnBadLine.FAIL;

    /** Turns of a conversation to send, each with those before it as its history; 1 for the first alone. */
    int turns() default 1;

    /** Whether to begin again at the end of the data; a replay of times ends there in any case. */
    boolean repeat() default true;

    /** Factor for the times of a replay, above 0: 0.5 is twice as fast. */
    double timeScale() default 1;

    /** Unit of times that are plain numbers, where the format does not say. */
    TimeUnit unit() default TimeUnit.SECONDS;

    /**
     * Whether requests ask for the models that entries name. A model set for the workload is asked for instead, unless
     * this is set more strongly; the embedded simulator has one model, which all ask for.
     */
    boolean models() default true;
}
