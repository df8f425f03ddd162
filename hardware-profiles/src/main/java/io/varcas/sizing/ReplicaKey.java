package io.varcas.sizing;

import io.varcas.model.KvPrecision;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.ExpertLayout;
import io.varcas.roofline.ServingLimits;

/** The properties that determine a replica's behavior, whatever machine it runs on; each key is computed once. */
record ReplicaKey(
        String accelerator,
        String precision,
        KvPrecision kvPrecision,
        int tensorParallel,
        int pipelineParallel,
        ExpertLayout experts,
        boolean oneHost,
        ServingLimits limits) {

    static ReplicaKey of(Candidate candidate) {
        Deployment deployment = candidate.deployment();
        return new ReplicaKey(
                deployment.accelerator().id(),
                deployment.precision().key(),
                deployment.kvPrecision(),
                deployment.tensorParallel(),
                deployment.pipelineParallel(),
                deployment.experts(),
                deployment.accelerators() <= deployment.acceleratorsPerHost(),
                candidate.limits());
    }

    /** Returns the same whatever {@code max-num-seqs} is. */
    ReplicaKey withoutPlaces() {
        return new ReplicaKey(
                accelerator,
                precision,
                kvPrecision,
                tensorParallel,
                pipelineParallel,
                experts,
                oneHost,
                limits.withMaxNumSeqs(1));
    }
}
