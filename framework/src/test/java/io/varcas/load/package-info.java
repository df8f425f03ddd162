/** Tests of the drivers: on a clock of their own, and over real sockets. */
@NullMarked
package io.varcas.load;

import org.jspecify.annotations.NullMarked;
