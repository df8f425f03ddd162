/**
 * Commands that set results side by side: comparisons, A/B runs, baselines and the history.
 *
 * <p>It must not import {@code predict}.
 */
@NullMarked
package io.varcas.cli.compare;

import org.jspecify.annotations.NullMarked;
