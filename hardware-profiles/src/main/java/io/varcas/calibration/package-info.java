/**
 * Fitting the step model to measured runs, keeping what was fitted as device profiles, and judging predictions against
 * runs that were held out.
 *
 * <p>It must not import any other package of this module but {@code queueing}, {@code roofline}, {@code engine},
 * {@code traffic}, {@code hardware}, {@code model}, {@code document} or {@code validation}: it measures nothing
 * itself.
 */
@NullMarked
package io.varcas.calibration;

import org.jspecify.annotations.NullMarked;
