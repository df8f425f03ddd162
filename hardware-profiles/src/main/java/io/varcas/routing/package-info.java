/**
 * Policies by which a router assigns requests to replicas: the same ones in the engine simulation and in the balancer.
 *
 * <p>Start reading at {@link io.varcas.routing.Router}.
 *
 * <p>It must not import anything of Varcas but {@code traffic}.
 */
@NullMarked
package io.varcas.routing;

import org.jspecify.annotations.NullMarked;
