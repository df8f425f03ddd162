package io.varcas.sizing;

import io.varcas.roofline.Deployment;
import io.varcas.roofline.ServingLimits;

/** What makes two replicas behave alike, whatever machine they are rented as: each is worked out once. */
record ReplicaKey(
        String accelerator,
        String precision,
        int tensorParallel,
        int pipelineParallel,
        boolean oneHost,
        ServingLimits limits) {

    static ReplicaKey of(Candidate candidate) {
        Deployment deployment = candidate.deployment();
        return new ReplicaKey(
                deployment.accelerator().id(),
                deployment.precision().key(),
                deployment.tensorParallel(),
                deployment.pipelineParallel(),
                deployment.accelerators() <= deployment.acceleratorsPerHost(),
                candidate.limits());
    }
}
