/** Tests of the client. */
@NullMarked
package io.varcas.client;

import org.jspecify.annotations.NullMarked;
