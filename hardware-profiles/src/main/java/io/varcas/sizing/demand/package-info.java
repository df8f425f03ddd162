/**
 * Demand and its objectives: workloads, users or rates, latency targets, and the predictions that are held against them.
 *
 * <p>Start reading at {@link io.varcas.sizing.demand.Demand}. It must not import any other package of {@code sizing}.
 */
@NullMarked
package io.varcas.sizing.demand;

import org.jspecify.annotations.NullMarked;
