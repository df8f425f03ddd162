/** Tests of the search for capacity. */
@NullMarked
package io.varcas.tune.capacity;

import org.jspecify.annotations.NullMarked;
