/**
 * Comparison of results, metric by metric: differences, their significance, and the smallest difference that the
 * repeats can detect.
 *
 * <p>The way in is {@link io.varcas.compare.Comparison#of}. It must not import {@code history}, {@code runner}, {@code junit} or
 * {@code cli}, and prints nothing.
 */
@NullMarked
package io.varcas.compare;

import org.jspecify.annotations.NullMarked;
