package io.varcas.routing;

import java.util.OptionalLong;
import java.util.function.IntToLongFunction;

/**
 * Properties of a request that a router may go by.
 *
 * @param blocks named blocks of its prompt, from the beginning
 * @param hash name of the k-th block, from 0, which stands for everything up to its end
 * @param session number of its session; empty if it belongs to none
 */
public record RouteKey(int blocks, IntToLongFunction hash, OptionalLong session) {

    /** A request of which nothing is known. */
    public static final RouteKey NONE = new RouteKey(0, block -> 0, OptionalLong.empty());
}
