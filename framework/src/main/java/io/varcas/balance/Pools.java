package io.varcas.balance;

import io.varcas.routing.RoutingPolicy;
import io.varcas.traffic.Seed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The replicas by the model that they serve; laid out anew when a replica says that it serves others. May be used from any thread. */
final class Pools {

    private final List<Replica> replicas;
    private final RoutingPolicy policy;
    private final Seed seed;
    private volatile Map<String, ModelPool> byModel = Map.of();

    Pools(List<Replica> replicas, RoutingPolicy policy, Seed seed) {
        this.replicas = replicas;
        this.policy = policy;
        this.seed = seed;
        layOut();
    }

    List<Replica> replicas() {
        return replicas;
    }

    /** Lays the pools out by what the replicas serve now; a pool whose replicas stay the same stays too. */
    synchronized void layOut() {
        Map<String, List<Replica>> serving = new LinkedHashMap<>();
        for (Replica replica : replicas) {
            for (String model : replica.models()) {
                serving.computeIfAbsent(model, any -> new ArrayList<>()).add(replica);
            }
        }
        Map<String, ModelPool> pools = new LinkedHashMap<>();
        serving.forEach((model, list) -> {
            ModelPool known = byModel.get(model);
            boolean same = known != null && known.replicas().equals(list);
            pools.put(model, same ? known : new ModelPool(list, policy, seed.derive(model)));
        });
        byModel = pools;
    }

    /** Returns the models that are known, in the order of the replicas. */
    List<String> models() {
        return List.copyOf(byModel.keySet());
    }

    /** Returns the only pool, if there is one model. */
    Optional<ModelPool> only() {
        Map<String, ModelPool> pools = byModel;
        return pools.size() == 1 ? Optional.of(pools.values().iterator().next()) : Optional.empty();
    }

    Optional<ModelPool> of(String model) {
        return Optional.ofNullable(byModel.get(model));
    }

    /** Returns whether every model that is known has a replica that is open, and there is one. */
    boolean allOpen() {
        return !byModel.isEmpty()
                && byModel.values().stream()
                        .allMatch(pool -> pool.replicas().stream().anyMatch(Replica::isOpen));
    }
}
