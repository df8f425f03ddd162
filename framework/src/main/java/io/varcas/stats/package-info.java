/**
 * Statistics as pure functions: percentiles, intervals, tests, effect sizes, sample sizes. Same arguments, same
 * result; what is random takes a seed.
 *
 * <p>It must not import anything of Varcas but {@code validation} or {@code traffic}: it knows no metric, no request
 * and no result.
 */
@NullMarked
package io.varcas.stats;

import org.jspecify.annotations.NullMarked;
