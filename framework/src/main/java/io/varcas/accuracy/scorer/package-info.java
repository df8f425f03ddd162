/**
 * Scorers that need nothing but the texts: matches, overlaps of words and characters, formats, tokens.
 *
 * <p>Start reading at {@link io.varcas.accuracy.scorer.RougeL}. It must not import {@code load}, {@code simulator}, {@code sla},
 * {@code result}, {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.accuracy.scorer;

import org.jspecify.annotations.NullMarked;
