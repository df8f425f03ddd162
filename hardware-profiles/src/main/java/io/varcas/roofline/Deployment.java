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
 */
public record Deployment(
        ModelArchitecture model,
        Accelerator accelerator,
        Precision precision,
        KvPrecision kvPrecision,
        int tensorParallel,
        int pipelineParallel,
        int acceleratorsPerHost) {

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
        return new Deployment(model, accelerator, precision, kv, tensorParallel, pipelineParallel, acceleratorsPerHost);
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
                Math.max(acceleratorsPerHost, tensorParallel * stages));
    }

    /** Returns this deployment on hosts of so many accelerators each. */
    public Deployment onHostsOf(int accelerators) {
        return new Deployment(
                model, accelerator, precision, kvPrecision, tensorParallel, pipelineParallel, accelerators);
    }

    /** Returns how many accelerators it takes. */
    public int accelerators() {
        return tensorParallel * pipelineParallel;
    }
}
