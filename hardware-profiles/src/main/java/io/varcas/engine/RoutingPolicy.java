package io.varcas.engine;

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
    /** Always the same one for prompts that begin with the same block, so that its prefix cache knows them. */
    PREFIX_AFFINITY
}
