package io.varcas.balance;

import io.varcas.routing.RoutingPolicy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The options of a balancer.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 for any free one
 * @param replicas servers behind it, at least one
 * @param policy how requests are spread over the replicas of a model
 * @param limits times and counts it keeps to
 * @param threads threads that move bytes, at least 1
 * @param seed of the choices that are made at random
 */
public record BalanceOptions(
        String host,
        int port,
        List<ReplicaAddress> replicas,
        RoutingPolicy policy,
        BalanceLimits limits,
        int threads,
        long seed) {

    /**
     * Copies the replicas.
     *
     * @throws IllegalArgumentException if there is none, one is there twice, or there are no threads; one line
     */
    public BalanceOptions {
        replicas = List.copyOf(replicas);
        if (replicas.isEmpty()) {
            throw new IllegalArgumentException("a balancer needs at least one replica, such as http://127.0.0.1:8001");
        }
        Set<String> names = new HashSet<>();
        for (ReplicaAddress replica : replicas) {
            if (!names.add(replica.name())) {
                throw new IllegalArgumentException("replica " + replica.name() + " is given twice");
            }
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads = " + threads + ": must be at least 1");
        }
    }

    /** Returns options with the default limits, on a free port of the loopback interface, with one thread. */
    public static BalanceOptions of(RoutingPolicy policy, List<ReplicaAddress> replicas) {
        return new BalanceOptions("127.0.0.1", 0, replicas, policy, BalanceLimits.DEFAULT, 1, 1);
    }

    /** Returns these with other limits. */
    public BalanceOptions withLimits(BalanceLimits other) {
        return new BalanceOptions(host, port, replicas, policy, other, threads, seed);
    }

    /** Returns these listening elsewhere. */
    public BalanceOptions listeningOn(String address, int number) {
        return new BalanceOptions(address, number, replicas, policy, limits, threads, seed);
    }
}
