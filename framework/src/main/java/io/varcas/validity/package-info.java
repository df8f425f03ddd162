/**
 * Checks that the numbers of a run are the server's and not the load generator's.
 *
 * <p>Start reading at {@link io.varcas.validity.ValidityChecks}. It must not import {@code workload}, {@code transport}, {@code client}, {@code load}.
 */
@NullMarked
package io.varcas.validity;

import org.jspecify.annotations.NullMarked;
