/**
 * Several trials of one run as a sweep over their parameters.
 *
 * <p>It must not import any other package of {@code reports}.
 */
@NullMarked
package io.varcas.reports.sweep;

import org.jspecify.annotations.NullMarked;
