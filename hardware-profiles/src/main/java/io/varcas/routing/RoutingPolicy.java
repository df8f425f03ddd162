package io.varcas.routing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The policy by which a router assigns requests to replicas. */
public enum RoutingPolicy {
    /** Each in turn. */
    ROUND_ROBIN,
    /** Any, at random: splits Poisson arrivals into Poisson arrivals. */
    RANDOM,
    /** The one with the fewest requests in it. */
    LEAST_REQUESTS,
    /** The emptier of two picked at random. */
    TWO_CHOICES,
    /** The one with the shortest queue: requests that wait count more than those that run, and a full KV pool counts as well. */
    QUEUE_AWARE,
    /** The one that has seen the beginning of the prompt, so that its prefix cache knows it, unless it has far more requests than others. */
    PREFIX_AFFINITY,
    /** The same one for all requests of a session; the one with the fewest requests for those without. */
    SESSION;

    /** Returns the name in flags and options: {@code round-robin}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the names of all policies. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(RoutingPolicy::label).toList();
    }

    /** Finds a policy by its name; empty if there is none. */
    public static Optional<RoutingPolicy> named(String label) {
        return Arrays.stream(values())
                .filter(policy -> policy.label().equals(label))
                .findFirst();
    }
}
