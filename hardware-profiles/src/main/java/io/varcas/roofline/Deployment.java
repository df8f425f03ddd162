package io.varcas.roofline;

import io.varcas.hardware.Accelerator;
import io.varcas.model.KvPrecision;
import io.varcas.model.ModelArchitecture;
import io.varcas.model.Precision;
import io.varcas.model.WeightBytes;
import io.varcas.validation.Violations;

/**
 * One vLLM engine, or one of several that share experts: a model in some precision on a group of accelerators.
 *
 * @param model what it serves
 * @param accelerator what it runs on
 * @param precision how weights are stored
 * @param kvPrecision how the KV cache is stored
 * @param tensorParallel ranks each layer is split over ({@code --tensor-parallel-size}), at least 1
 * @param pipelineParallel stages the layers are split over ({@code --pipeline-parallel-size}), at least 1
 * @param acceleratorsPerHost how many share a host: groups larger than this talk over the network, at least 1
 * @param kernels what the engine multiplies matrices with
 * @param experts how experts are spread over engines and accelerators; for models with experts only
 */
public record Deployment(
        ModelArchitecture model,
        Accelerator accelerator,
        Precision precision,
        KvPrecision kvPrecision,
        int tensorParallel,
        int pipelineParallel,
        int acceleratorsPerHost,
        KernelPaths kernels,
        ExpertLayout experts) {

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
        faults.findIf(
                !experts.equals(ExpertLayout.SLICED) && model.expertLayers() == 0,
                "it has no experts to spread; run replicas in place of data or expert parallel");
        faults.raise();
    }

    /**
     * Makes a deployment of one engine, with a slice of every expert on each accelerator, on the kernels of the {@linkplain VllmVersion#CURRENT current} vLLM.
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
                KernelPaths.of(model, accelerator, precision, "vllm " + VllmVersion.CURRENT),
                ExpertLayout.SLICED);
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
                model,
                accelerator,
                precision,
                kv,
                tensorParallel,
                pipelineParallel,
                acceleratorsPerHost,
                kernels,
                experts);
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
                others,
                experts);
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
                kernels,
                experts);
    }

    /** Returns this deployment on hosts of so many accelerators each. */
    public Deployment onHostsOf(int accelerators) {
        return new Deployment(
                model,
                accelerator,
                precision,
                kvPrecision,
                tensorParallel,
                pipelineParallel,
                accelerators,
                kernels,
                experts);
    }

    /** Returns this deployment with its experts spread in another way. */
    public Deployment withExperts(ExpertLayout layout) {
        return new Deployment(
                model,
                accelerator,
                precision,
                kvPrecision,
                tensorParallel,
                pipelineParallel,
                acceleratorsPerHost,
                kernels,
                layout);
    }

    /** Returns the bytes of weights on one rank. */
    public WeightBytes weights() {
        return WeightBytes.perRank(model, precision, tensorParallel, pipelineParallel, experts.dataParallel());
    }

    /** Returns the accelerators that the experts of a layer lie on: those of all engines that share them. */
    int expertRanks() {
        return tensorParallel * experts.dataParallel();
    }

    /** Returns how many accelerators one engine takes. */
    public int accelerators() {
        return tensorParallel * pipelineParallel;
    }
}
