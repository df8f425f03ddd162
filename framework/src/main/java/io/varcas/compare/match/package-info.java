/**
 * The trials of two sides, matched: what may be compared with what, and the warnings about it.
 *
 * <p>Start reading at {@link io.varcas.compare.match.TrialMatch}. It must not import {@code history}, {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.compare.match;

import org.jspecify.annotations.NullMarked;
