/**
 * The command line: flags to options, events to lines, results to exit codes. With {@code reports} the only place that prints.
 *
 * <p>It must not import {@code reports}.
 */
@NullMarked
package io.varcas.cli;

import org.jspecify.annotations.NullMarked;
