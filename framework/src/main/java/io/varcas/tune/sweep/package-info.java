/**
 * Sweeps over flags of the server and parameters: cells, their order, a journal, and the result of each cell over its repeats.
 *
 * <p>Start reading at {@link io.varcas.tune.sweep.Sweep}. It must not import {@code cli}, and it prints nothing.
 */
@NullMarked
package io.varcas.tune.sweep;

import org.jspecify.annotations.NullMarked;
