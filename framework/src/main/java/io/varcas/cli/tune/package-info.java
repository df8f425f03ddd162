/**
 * Commands that choose flags of the server and load: sweeps, searches, plans; and step profiles.
 *
 * <p>It must not import any other package of {@code cli} but {@code flag}, {@code predict} and {@code run}.
 */
@NullMarked
package io.varcas.cli.tune;

import org.jspecify.annotations.NullMarked;
