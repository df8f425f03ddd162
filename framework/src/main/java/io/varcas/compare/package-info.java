/**
 * Whether two sides differ: results against results, metric by metric, with what the repeats can bear and no more.
 *
 * <p>The way in is {@link io.varcas.compare.Comparison#of}. It must not import {@code history}, {@code runner}, {@code junit} or
 * {@code cli}, and prints nothing.
 */
@NullMarked
package io.varcas.compare;

import org.jspecify.annotations.NullMarked;
