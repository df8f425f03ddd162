/**
 * Statistics as pure functions: percentiles, intervals, tests, effect sizes, sample sizes. Same arguments, same answer; what
 * is random takes a seed.
 *
 * <p>It knows no metric, no request and no result, and imports no Varcas package but {@code validation} and {@code traffic} (for the
 * seed).
 */
@NullMarked
package io.varcas.stats;

import org.jspecify.annotations.NullMarked;
