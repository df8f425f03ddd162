/** Tests of the client. */
@NullMarked
package io.varcas.transport;

import org.jspecify.annotations.NullMarked;
