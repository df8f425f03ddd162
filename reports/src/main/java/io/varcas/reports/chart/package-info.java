/**
 * Charts as values: what is drawn, in which units, on which axes. The HTML page and the images draw the same values, so they cannot
 * disagree.
 *
 * <p>It must not import {@code html}, {@code image}, {@code text} or {@code data}.
 */
@NullMarked
package io.varcas.reports.chart;

import org.jspecify.annotations.NullMarked;
