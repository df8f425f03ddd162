/** The command line with everything on its class path, as a user has it. */
@NullMarked
package io.varcas.cli;

import org.jspecify.annotations.NullMarked;
