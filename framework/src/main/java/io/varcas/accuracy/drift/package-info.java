/**
 * Log-probability drift: how far the probabilities that two servers give to the tokens of the same texts are apart.
 *
 * <p>Start reading at {@link io.varcas.accuracy.drift.LogprobDrift}. It must not import {@code load}, {@code simulator}, {@code sla},
 * {@code result}, {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.accuracy.drift;

import org.jspecify.annotations.NullMarked;
