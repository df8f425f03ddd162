package io.varcas.engine;

import io.varcas.traffic.Seed;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;

/** Picks the replica for each request. Stateful, for one thread. */
public final class Router {

    private final RoutingPolicy policy;
    private final int replicas;
    private final IntUnaryOperator requests;
    private final RandomGenerator random;
    private int turn;

    /**
     * Makes a router.
     *
     * @param policy how requests are spread
     * @param replicas how many there are, at least 1
     * @param requests tells how many requests are in a replica, by its place from 0
     * @param seed of its choices
     */
    public Router(RoutingPolicy policy, int replicas, IntUnaryOperator requests, Seed seed) {
        this.policy = policy;
        this.replicas = replicas;
        this.requests = requests;
        this.random = seed.generator();
    }

    /** Returns the place of the replica for a request, from 0. */
    public int route(EngineRequest request) {
        if (replicas == 1) {
            return 0;
        }
        return switch (policy) {
            case ROUND_ROBIN -> turn++ % replicas;
            case RANDOM -> random.nextInt(replicas);
            case LEAST_REQUESTS -> leastRequests();
            case TWO_CHOICES -> emptier(random.nextInt(replicas), random.nextInt(replicas));
            case PREFIX_AFFINITY ->
                request.blocks().size() == 0
                        ? random.nextInt(replicas)
                        : (int) Math.floorMod(request.blocks().get(0), (long) replicas);
        };
    }

    private int leastRequests() {
        int least = 0;
        for (int i = 1; i < replicas; i++) {
            least = emptier(least, i);
        }
        return least;
    }

    private int emptier(int a, int b) {
        return requests.applyAsInt(b) < requests.applyAsInt(a) ? b : a;
    }
}
