/** Tests of what is recorded and computed. */
@NullMarked
package io.varcas.validity;

import org.jspecify.annotations.NullMarked;
