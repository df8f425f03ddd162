/**
 * A balancer in front of replicas of vLLM: one address for several servers, by the policies that the engine simulation knows as well.
 *
 * <p>Start reading at {@link io.varcas.balance.Balancer}, then {@code Relay}: one request on its way through.
 *
 * <p>It must not import {@code runner}, {@code load} or {@code simulator}.
 */
@NullMarked
package io.varcas.balance;

import org.jspecify.annotations.NullMarked;
