package io.varcas.roofline;

import io.varcas.hardware.Accelerator;
import io.varcas.model.KvPrecision;
import io.varcas.model.ModelArchitecture;
import io.varcas.model.Precision;
import io.varcas.validation.Violations;

/**
 * One vLLM engine: a model in some precision on a group of accelerators.
 *
 * @param model what it serves
 * @param accelerator what it runs on
 * @param precision how weights are stored
 * @param kvPrecision how the KV cache is stored
 * @param tensorParallel ranks each layer is split over ({@code --tensor-parallel-size}), at least 1
 * @param pipelineParallel stages the layers are split over ({@code --pipeline-parallel-size}), at least 1
 * @param acceleratorsPerHost how many share a host: groups larger than this talk over the network, at least 1
 * @param kernels what the engine multiplies matrices with
 */
public record Deployment(
        ModelArchitecture model,
        Accelerator accelerator,
        Precision precision,
        KvPrecision kvPrecision,
        int tensorParallel,
        int pipelineParallel,
        int acceleratorsPerHost,
        KernelPaths kernels) {

    /**
     * @throws IllegalArgumentException if the accelerator cannot serve the precision, vLLM cannot split the model so, or a
     *     degree is below 1; the message names what would do
     */
    public Deployment {
        Violations faults = Violations.in(model.id() + " on " + accelerator.id())
                .atLeast(1, "tensor parallel", tensorParallel, "ranks")
                .atLeast(1, "pipeline parallel", pipelineParallel, "stages")
                .atLeast(1, "accelerators per host", acceleratorsPerHost, "");
        precision.refusal(accelerator).ifPresent(faults::find);
        if (tensorParallel >= 1) {
            model.splitRefusal(tensorParallel, precision).ifPresent(faults::find);
        }
        faults.findIf(
                pipelineParallel > model.layers(),
                pipelineParallel + " pipeline stages for " + model.layers() + " layers; use at most " + model.layers());
        faults.raise();
    }

    /**
     * Makes a deployment on the kernels of the {@linkplain VllmVersion#CURRENT current} vLLM.
     *
     * @throws IllegalArgumentException as the other constructor does
     */
    public Deployment(
            ModelArchitecture model,
            Accelerator accelerator,
            Precision precision,
            KvPrecision kvPrecision,
            int tensorParallel,
            int pipelineParallel,
            int acceleratorsPerHost) {
        this(
                model,
                accelerator,
                precision,
                kvPrecision,
                tensorParallel,
                pipelineParallel,
                acceleratorsPerHost,
                KernelPaths.of(model, accelerator, precision, "vllm " + VllmVersion.CURRENT));
    }

    /** Returns the deployment on one host with nothing parallel and the model's own KV precision. */
    public static Deployment of(ModelArchitecture model, Accelerator accelerator, Precision precision) {
        return of(model, accelerator, precision, 1);
    }

    /** Returns the tensor-parallel deployment on one host with the model's own KV precision. */
    public static Deployment of(
            ModelArchitecture model, Accelerator accelerator, Precision precision, int tensorParallel) {
        return new Deployment(model, accelerator, precision, KvPrecision.AUTO, tensorParallel, 1, tensorParallel);
    }

    /** Returns this deployment with another KV precision. */
    public Deployment withKv(KvPrecision kv) {
        return new Deployment(
                model, accelerator, precision, kv, tensorParallel, pipelineParallel, acceleratorsPerHost, kernels);
    }

    /**
     * Returns this deployment on the kernels that an engine uses unless told otherwise.
     *
     * @param engine engine and version, such as {@code vllm 0.32.0}
     */
    public Deployment servedBy(String engine) {
        return with(KernelPaths.of(model, accelerator, precision, engine));
    }

    /**
     * Returns this deployment with its experts run by other kernels.
     *
     * @param id name of their path, such as {@code marlin}
     * @throws IllegalArgumentException if there is no such path, with the nearest name, or the model has no experts
     */
    public Deployment withExpertKernels(String id) {
        return with(kernels.withExperts(model, accelerator, precision, id));
    }

    /** Returns this deployment with the next step scheduled while the accelerator computes, or not. */
    public Deployment withAsyncScheduling(boolean async) {
        return with(kernels.withAsyncScheduling(async));
    }

    /** Returns this deployment with other steps launched as CUDA graphs. */
    public Deployment withGraphs(CudaGraphs graphs) {
        return with(kernels.withGraphs(graphs));
    }

    private Deployment with(KernelPaths others) {
        return new Deployment(
                model,
                accelerator,
                precision,
                kvPrecision,
                tensorParallel,
                pipelineParallel,
                acceleratorsPerHost,
                others);
    }

    /** Returns this deployment with its layers split over stages. */
    public Deployment withPipeline(int stages) {
        return new Deployment(
                model,
                accelerator,
                precision,
                kvPrecision,
                tensorParallel,
                stages,
                Math.max(acceleratorsPerHost, tensorParallel * stages),
                kernels);
    }

    /** Returns this deployment on hosts of so many accelerators each. */
    public Deployment onHostsOf(int accelerators) {
        return new Deployment(
                model, accelerator, precision, kvPrecision, tensorParallel, pipelineParallel, accelerators, kernels);
    }

    /** Returns how many accelerators it takes. */
    public int accelerators() {
        return tensorParallel * pipelineParallel;
    }
}
