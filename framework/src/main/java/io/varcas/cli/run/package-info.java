/**
 * A run on the command line: its flags, its progress on the console, listings, interrupts.
 *
 * <p>It must not import any other package of {@code cli} but {@code flag}.
 */
@NullMarked
package io.varcas.cli.run;

import org.jspecify.annotations.NullMarked;
