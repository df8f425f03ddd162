/**
 * The parts that commands share: flags and their values, output files, exit codes.
 *
 * <p>Start reading at {@link io.varcas.cli.flag.Flags}. It must not import any other package of {@code cli}.
 */
@NullMarked
package io.varcas.cli.flag;

import org.jspecify.annotations.NullMarked;
