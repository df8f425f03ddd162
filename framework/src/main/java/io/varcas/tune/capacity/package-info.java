/**
 * Capacity: the most load at which all objectives hold, found by runs as short as the statistics allow.
 *
 * <p>Start reading at {@link io.varcas.tune.capacity.CapacitySearch}. It must not import {@code junit} or {@code cli}, and it prints
 * nothing: what happens is told to a {@link io.varcas.tune.capacity.CapacityListener}.
 */
@NullMarked
package io.varcas.tune.capacity;

import org.jspecify.annotations.NullMarked;
