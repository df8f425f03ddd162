/**
 * Metrics over time as text and Markdown; the page is in {@code html}, the JSON in {@code io.varcas.history}.
 *
 * <p>It must not import any other package of {@code reports}.
 */
@NullMarked
package io.varcas.reports.trend;

import org.jspecify.annotations.NullMarked;
