package io.varcas.routing;

import io.varcas.traffic.Seed;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;

/** Picks the replica for each request. Replicas that are equal by the policy take turns. Stateful, for one thread. */
public final class Router {

    /** Returned if no replica accepts a request. */
    public static final int NOWHERE = -1;

    /** A request that waits counts as four that run: the weights of vLLM's own data-parallel coordinator (waiting x 4 + running). */
    private static final int WAITING_WEIGHT = 4;

    /** Affinity is kept up to this multiple of the mean load: the default --balance-rel-threshold of vllm-router 0.1.17. */
    private static final double LOAD_BOUND = 1.5;

    /** And by this many requests: where few are in flight, one more or less is chance. */
    private static final int LOAD_SLACK = 4;

    private final RoutingPolicy policy;
    private final Replicas replicas;
    private final RandomGenerator random;
    private final PrefixIndex prefixes = new PrefixIndex();
    private int turn;

    /**
     * Makes a router.
     *
     * @param policy how requests are spread
     * @param replicas where to
     * @param seed of its choices
     */
    public Router(RoutingPolicy policy, Replicas replicas, Seed seed) {
        this.policy = policy;
        this.replicas = replicas;
        this.random = seed.generator();
    }

    /** Returns the place of the replica for a request, from 0; {@link #NOWHERE} if none accepts it. */
    public int route(RouteKey key) {
        if (replicas.count() == 1) {
            return replicas.accepts(0) ? 0 : NOWHERE;
        }
        return switch (policy) {
            case ROUND_ROBIN -> least(place -> 0);
            case RANDOM -> any(NOWHERE);
            case LEAST_REQUESTS -> least(replicas::requests);
            case TWO_CHOICES -> emptierOfTwo();
            case QUEUE_AWARE -> least(this::queue);
            case PREFIX_AFFINITY -> byPrefix(key);
            case SESSION -> bySession(key);
        };
    }

    /** Returns the place of the least load, looked for from the next one in turn on. */
    private int least(IntToDoubleFunction load) {
        int best = NOWHERE;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < replicas.count(); i++) {
            int place = (turn + i) % replicas.count();
            if (replicas.accepts(place) && load.applyAsDouble(place) < least) {
                least = load.applyAsDouble(place);
                best = place;
            }
        }
        if (best != NOWHERE) {
            turn = (best + 1) % replicas.count();
        }
        return best;
    }

    /** A full KV pool doubles the load: what comes next waits, or drives others out. */
    private double queue(int place) {
        int waiting = replicas.waiting(place);
        double requests = 1.0 + replicas.requests(place) + (WAITING_WEIGHT - 1) * waiting;
        return requests * (1 + replicas.kvUsage(place));
    }

    private int any(int except) {
        int candidates = 0;
        int picked = NOWHERE;
        for (int place = 0; place < replicas.count(); place++) {
            if (place != except && replicas.accepts(place) && random.nextInt(++candidates) == 0) {
                picked = place;
            }
        }
        return picked;
    }

    private int emptierOfTwo() {
        int one = any(NOWHERE);
        int other = any(one);
        return other != NOWHERE && replicas.requests(other) < replicas.requests(one) ? other : one;
    }

    /** A prompt that goes elsewhere for the load of its replica leaves no trace there: its next one is to come home again. */
    private int byPrefix(RouteKey key) {
        int holder = prefixes.holder(key);
        boolean known = holder != NOWHERE && replicas.accepts(holder);
        if (known && !isWithinBound(holder)) {
            return least(replicas::requests);
        }
        int place = known ? holder : least(replicas::requests);
        if (place != NOWHERE) {
            prefixes.sent(key, place);
        }
        return place;
    }

    private boolean isWithinBound(int place) {
        int all = 1;
        int accepting = 0;
        for (int i = 0; i < replicas.count(); i++) {
            if (replicas.accepts(i)) {
                all += replicas.requests(i);
                accepting++;
            }
        }
        return replicas.requests(place) < LOAD_BOUND * all / accepting + LOAD_SLACK;
    }

    /** Rendezvous hashing: a replica that goes or comes moves only the sessions that it had or gets. */
    private int bySession(RouteKey key) {
        if (key.session().isEmpty()) {
            return least(replicas::requests);
        }
        int best = NOWHERE;
        long highest = 0;
        for (int place = 0; place < replicas.count(); place++) {
            long score = Seed.of(key.session().getAsLong()).derive(place).value();
            if (replicas.accepts(place) && (best == NOWHERE || score > highest)) {
                highest = score;
                best = place;
            }
        }
        return best;
    }
}
