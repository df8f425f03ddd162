package io.varcas.routing;

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
    SESSION
}
