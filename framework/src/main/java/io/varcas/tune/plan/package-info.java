/**
 * Plans: server flags that are predicted to be better than those of a baseline, found by simulating many configurations in
 * virtual time.
 *
 * <p>Start reading at {@link io.varcas.tune.plan.Planner}. It must not import {@code client}, {@code load}, {@code transport} or
 * {@code cli}: it measures nothing.
 */
@NullMarked
package io.varcas.tune.plan;

import org.jspecify.annotations.NullMarked;
