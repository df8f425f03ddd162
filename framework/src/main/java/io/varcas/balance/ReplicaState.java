package io.varcas.balance;

import java.util.List;

/**
 * A replica as it is now.
 *
 * @param name its host and port
 * @param models models that it serves; empty as long as they are not known
 * @param open whether it gets requests
 * @param inFlight requests that it has
 * @param completed responses that passed whole
 * @param failed requests that it failed before the first byte
 * @param lost responses that broke off after the first byte
 * @param retried requests that were tried on another replica after it
 */
public record ReplicaState(
        String name,
        List<String> models,
        boolean open,
        int inFlight,
        long completed,
        long failed,
        long lost,
        long retried) {

    /** Copies the models. */
    public ReplicaState {
        models = List.copyOf(models);
    }

    static ReplicaState of(Replica replica) {
        return new ReplicaState(
                replica.address().name(),
                replica.models(),
                replica.isOpen(),
                replica.inFlight(),
                replica.ended(RequestEnd.COMPLETED),
                replica.ended(RequestEnd.FAILED),
                replica.ended(RequestEnd.LOST),
                replica.retries());
    }
}
