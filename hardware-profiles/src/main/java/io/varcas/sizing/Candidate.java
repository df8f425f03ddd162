package io.varcas.sizing;

import io.varcas.hardware.CloudInstance;
import io.varcas.model.KvPrecision;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.ExpertLayout;
import io.varcas.roofline.MemoryPlan;
import io.varcas.roofline.ServingLimits;

/**
 * One way to serve a model: a kind of machine, and how the model is laid out on it.
 *
 * @param instance the machine
 * @param deployment one replica on its accelerators
 * @param limits limits of the server of a replica
 * @param memory what the memory of each accelerator is used for
 * @param replicasPerInstance replicas one machine holds; 0 if a replica needs several machines
 * @param instancesPerReplica machines one replica needs, at least 1
 */
public record Candidate(
        CloudInstance instance,
        Deployment deployment,
        ServingLimits limits,
        MemoryPlan memory,
        int replicasPerInstance,
        int instancesPerReplica) {

    /** Returns the machines that so many replicas need. */
    public long instancesFor(double replicas) {
        return replicasPerInstance > 0
                ? (long) Math.ceil(replicas / replicasPerInstance)
                : (long) Math.ceil(replicas) * instancesPerReplica;
    }

    /** Returns the replicas that run on so many machines. */
    public long replicasOn(long instances) {
        return replicasPerInstance > 0 ? instances * replicasPerInstance : instances / instancesPerReplica;
    }

    /** Returns the name of the machine with its cloud: {@code gcp/g2-standard-4}. */
    public String instanceName() {
        return instance.cloud() + "/" + instance.id();
    }

    /** Returns the parallelism and precisions of a replica in short: {@code TP2 DP4 EP fp8 KV fp8}. */
    public String layout() {
        ExpertLayout experts = deployment.experts();
        return "TP" + deployment.tensorParallel()
                + (deployment.pipelineParallel() > 1 ? " PP" + deployment.pipelineParallel() : "")
                + (experts.dataParallel() > 1 ? " DP" + experts.dataParallel() : "")
                + (experts.expertParallel() ? " EP" : "") + " "
                + deployment.precision().key() + (deployment.kvPrecision() == KvPrecision.FP8 ? " KV fp8" : "");
    }

    @Override
    public String toString() {
        return instanceName() + " " + layout() + " max-num-seqs " + limits.maxNumSeqs() + " max-num-batched-tokens "
                + limits.maxNumBatchedTokens();
    }
}
