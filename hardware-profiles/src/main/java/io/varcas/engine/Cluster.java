package io.varcas.engine;

import io.varcas.routing.Replicas;
import io.varcas.routing.Router;
import io.varcas.routing.RoutingPolicy;
import io.varcas.traffic.Seed;
import io.varcas.validation.Violations;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Replicas of an engine behind a router. For one simulation: its engines keep what they went through. */
public final class Cluster {

    private final List<Engine> replicas;
    private final Router router;

    private Cluster(List<Engine> replicas, RoutingPolicy policy, Seed seed) {
        this.replicas = replicas;
        this.router = new Router(policy, new EngineReplicas(replicas), seed);
    }

    /** Returns a single engine with nothing to route. */
    public static Cluster single(Engine engine) {
        return new Cluster(List.of(engine), RoutingPolicy.ROUND_ROBIN, Seed.of(0));
    }

    /**
     * Returns equal replicas behind a router.
     *
     * @param replicas how many, at least 1
     * @param engine makes one
     * @param policy how requests are spread
     * @param seed of the router's choices
     * @throws IllegalArgumentException if there is no replica
     */
    public static Cluster of(int replicas, Supplier<Engine> engine, RoutingPolicy policy, Seed seed) {
        Violations.in("cluster").atLeast(1, "replicas", replicas, "").raise();
        return new Cluster(Stream.generate(engine).limit(replicas).toList(), policy, seed);
    }

    /** Returns the replicas. */
    public List<Engine> replicas() {
        return replicas;
    }

    /** Picks the replica for a request. */
    int route(EngineRequest request) {
        return router.route(request.routeKey());
    }

    private record EngineReplicas(List<Engine> engines) implements Replicas {

        @Override
        public int count() {
            return engines.size();
        }

        @Override
        public int requests(int place) {
            return engines.get(place).requests();
        }

        @Override
        public int waiting(int place) {
            return engines.get(place).waiting();
        }

        @Override
        public double kvUsage(int place) {
            return engines.get(place).kvUsage();
        }
    }
}
