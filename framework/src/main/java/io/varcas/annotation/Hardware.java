package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes the hardware of the server. Each run is then predicted before it starts, and reports show the prediction
 * beside the measurement. The embedded simulator ({@code -target sim:}, the default) simulates this hardware.
 *
 * <p>It does not configure a real server. Without it and without {@code -hardware}, a run on a real server has no
 * prediction. A target such as {@code sim:h100,model=llama-3.1-8b} sets its own hardware.
 *
 * <p>Allowed on a workload class, its {@link Prompt} method, a superclass or another annotation. The command line
 * ({@code -hardware h100,tp=2} or {@code -p hardware.tensorParallel=2}) and the configuration file override its
 * members.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface Hardware {

    /** Uses vLLM's own default for the accelerator and the model. */
    int SERVER_DEFAULT = 0;

    /** Accelerator of the catalog, such as {@code h100} or {@code l4}, or a JSON file that describes one. */
    String accelerator() default "";

    /** Cloud instance such as {@code a3-highgpu-8g}, which sets the accelerator, the number per host, and the price. */
    String instance() default "";

    /** Model of the catalog, or a Hugging Face {@code config.json}; unset, the one that {@link Workload#model} names. */
    String model() default "";

    /** Precision of the weights: {@code bf16, fp16, fp8, int8, int4-awq, int4-gptq, mxfp4, nvfp4}; unset, as published. */
    String precision() default "";

    /** Precision of the KV cache ({@code --kv-cache-dtype}): {@code auto} or {@code fp8}. */
    String kvCacheDtype() default "auto";

    /** Tensor-parallel size ({@code --tensor-parallel-size}), at least 1. */
    int tensorParallel() default 1;

    /** Pipeline-parallel size ({@code --pipeline-parallel-size}), at least 1. */
    int pipelineParallel() default 1;

    /** Number of identical engines behind a router, at least 1. */
    int replicas() default 1;

    /** Maximum number of running requests ({@code --max-num-seqs}), at least 1. */
    int maxNumSeqs() default SERVER_DEFAULT;

    /** Maximum number of tokens in one step ({@code --max-num-batched-tokens}), at least {@link #maxNumSeqs}. */
    int maxNumBatchedTokens() default SERVER_DEFAULT;

    /**
     * Maximum number of tokens of a request, prompt and output ({@code --max-model-len}), at least 2; unset, the limit
     * of the server or the model.
     */
    int maxModelLen() default SERVER_DEFAULT;

    /** Share of the GPU memory to use ({@code --gpu-memory-utilization}), above 0, at most 1. */
    double gpuMemoryUtilization() default SERVER_DEFAULT;

    /** Device profile, a JSON file or a bundled name; unset, the best bundled one. */
    String profile() default "";

    /**
     * Price of the server in US dollars an hour, all its machines together; unset, the catalog's on-demand price of
     * {@link #instance}, or else of the cheapest instance with such accelerators. It may be set without naming the
     * hardware.
     */
    double pricePerHour() default SERVER_DEFAULT;

    /**
     * Rejects the run with exit code 2 before it starts if the model does not fit; otherwise the run has no prediction.
     */
    boolean refuseMisfit() default false;
}
