package io.varcas.balance;

import io.varcas.routing.Replicas;
import io.varcas.routing.RouteKey;
import io.varcas.routing.Router;
import io.varcas.routing.RoutingPolicy;
import io.varcas.traffic.Seed;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The replicas of one model, and the router over them. May be used from any thread. */
final class ModelPool {

    private final List<Replica> replicas;
    private final Router router;
    private Set<Replica> tried = Set.of();

    ModelPool(List<Replica> replicas, RoutingPolicy policy, Seed seed) {
        this.replicas = List.copyOf(replicas);
        this.router = new Router(policy, new Loads(), seed);
    }

    List<Replica> replicas() {
        return replicas;
    }

    /**
     * Picks the replica for a request and counts the request to it, in one step: of two requests at once, the second sees the first.
     *
     * @param key what the policy may go by
     * @param besides replicas that it was tried on
     */
    synchronized Optional<Replica> pick(RouteKey key, Set<Replica> besides) {
        tried = besides;
        int place = router.route(key);
        if (place == Router.NOWHERE) {
            return Optional.empty();
        }
        Replica picked = replicas.get(place);
        picked.begin();
        return Optional.of(picked);
    }

    /** Returns whether a replica is open that a request was not tried on. */
    boolean hasOther(Set<Replica> besides) {
        return replicas.stream().anyMatch(replica -> !besides.contains(replica) && replica.isOpen());
    }

    /** Returns when it is worth to ask again if no replica is open: the first that may be so, at least a second. */
    Duration retryAfter() {
        return replicas.stream()
                .filter(replica -> replica.isHealthy() && !replica.isDraining())
                .map(Replica::ejectedFor)
                .min(Comparator.naturalOrder())
                .filter(wait -> wait.toSeconds() > 0)
                .orElse(Duration.ofSeconds(1));
    }

    private final class Loads implements Replicas {

        @Override
        public int count() {
            return replicas.size();
        }

        @Override
        public boolean accepts(int place) {
            Replica replica = replicas.get(place);
            return !tried.contains(replica) && replica.isOpen();
        }

        @Override
        public int requests(int place) {
            Replica replica = replicas.get(place);
            return replica.report().requestsNow(replica.inFlight());
        }

        @Override
        public int waiting(int place) {
            Replica replica = replicas.get(place);
            return replica.report().waitingNow(replica.inFlight());
        }

        @Override
        public double kvUsage(int place) {
            return replicas.get(place).report().kvUsage();
        }
    }
}
