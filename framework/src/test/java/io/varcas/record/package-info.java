/** Tests of what is recorded and computed. */
@NullMarked
package io.varcas.record;

import org.jspecify.annotations.NullMarked;
