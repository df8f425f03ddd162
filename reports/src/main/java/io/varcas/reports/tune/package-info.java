/**
 * Pages of searches for better servers.
 *
 * <p>It must not import {@code text}, {@code data} or {@code image}.
 */
@NullMarked
package io.varcas.reports.tune;

import org.jspecify.annotations.NullMarked;
