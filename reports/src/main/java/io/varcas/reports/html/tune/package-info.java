/**
 * Pages of what tuning measured and simulated: step profiles, plans, capacity.
 *
 * <p>It must not import {@code reports.text}, {@code reports.data} or {@code reports.image}.
 */
@NullMarked
package io.varcas.reports.html.tune;

import org.jspecify.annotations.NullMarked;
