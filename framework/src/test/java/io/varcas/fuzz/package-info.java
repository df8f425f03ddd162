/** Readers under mutated inputs: whatever a file holds, a reader ends with records or with one line of its own. */
@NullMarked
package io.varcas.fuzz;

import org.jspecify.annotations.NullMarked;
