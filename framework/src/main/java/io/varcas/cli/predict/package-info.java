/**
 * Commands that predict and measure nothing: sizes, rooflines, calibration.
 *
 * <p>It must not import any other package of {@code cli} but {@code flag}.
 */
@NullMarked
package io.varcas.cli.predict;

import org.jspecify.annotations.NullMarked;
