/**
 * Fitting the step model to measured runs, keeping what was fitted as device profiles, and judging predictions against
 * runs that were held out.
 *
 * <p>It imports {@code io.varcas.queueing}, {@code io.varcas.roofline} and the catalogs; it never measures anything
 * itself.
 */
@NullMarked
package io.varcas.calibration;

import org.jspecify.annotations.NullMarked;
