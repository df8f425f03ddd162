package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes the hardware of the server. Each run is then predicted before it starts, and reports show the prediction
 * beside the measurement; the embedded simulator ({@code -target sim:}, the default) simulates this hardware.
 *
 * <p>It describes, it does not configure: what a real server is started with is not changed by it. Without it, and without
 * {@code -hardware}, a run on a real server is not predicted; a target such as {@code sim:h100,model=llama-3.1-8b} says its own.
 *
 * <p>May stand on a workload class, on its {@link Prompt} method, on a superclass or on another annotation. The command line
 * ({@code -hardware h100,tp=2} or {@code -p hardware.tensorParallel=2}) and the configuration file override its members.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface Hardware {

    /** Leaves a number to vLLM's own default for the accelerator and the model. */
    int SERVER_DEFAULT = 0;

    /** Accelerator of the catalog, such as {@code h100} or {@code l4}, or a JSON file that describes one. */
    String accelerator() default "";

    /** Cloud instance such as {@code a3-highgpu-8g}: says the accelerator, how many share a host, and what it costs. */
    String instance() default "";

    /** Model of the catalog, or a Hugging Face {@code config.json}; unset, the one that {@link Workload#model} names. */
    String model() default "";

    /** Precision of the weights: {@code bf16, fp16, fp8, int8, int4-awq, int4-gptq, mxfp4, nvfp4}; unset, as published. */
    String precision() default "";

    /** Precision of the KV cache ({@code --kv-cache-dtype}): {@code auto} or {@code fp8}. */
    String kvCacheDtype() default "auto";

    /** Accelerators each layer is split over ({@code --tensor-parallel-size}), at least 1. */
    int tensorParallel() default 1;

    /** Stages the layers are split over ({@code --pipeline-parallel-size}), at least 1. */
    int pipelineParallel() default 1;

    /** Equal engines behind a router, at least 1. */
    int replicas() default 1;

    /** Requests running at once ({@code --max-num-seqs}), at least 1. */
    int maxNumSeqs() default SERVER_DEFAULT;

    /** Tokens in one step ({@code --max-num-batched-tokens}), at least {@link #maxNumSeqs()}. */
    int maxNumBatchedTokens() default SERVER_DEFAULT;

    /**
     * Tokens of a request, prompt and output ({@code --max-model-len}), at least 2; unset, what the server says or the
     * model can.
     */
    int maxModelLen() default SERVER_DEFAULT;

    /** Share of the memory that is used ({@code --gpu-memory-utilization}), above 0, at most 1. */
    double gpuMemoryUtilization() default SERVER_DEFAULT;

    /** Device profile, a JSON file or the name of a bundled one; unset, the best that is bundled. */
    String profile() default "";

    /**
     * Price of the server in US dollars an hour, all its machines together; unset, the catalog's on-demand price of
     * {@link #instance}, or else of the cheapest instance with such accelerators. May be given without saying which
     * hardware it is.
     */
    double pricePerHour() default SERVER_DEFAULT;

    /** Whether a run ends before it starts, with exit code 2, if the model cannot fit; else it is merely not predicted. */
    boolean refuseMisfit() default false;
}
