/**
 * Pages of what tuning measured and simulated: step profiles, plans, capacity.
 *
 * <p>It must not import {@code text}, {@code data} or {@code image}.
 */
@NullMarked
package io.varcas.reports.html.tune;

import org.jspecify.annotations.NullMarked;
