/**
 * When requests arrive and how long they are: arrival processes and length distributions, as seeded mathematics.
 *
 * <p>The load generator, the engine simulation and the sizing all draw from here, so that what is predicted is what is
 * offered. It imports {@code io.varcas.validation} and no other Varcas package.
 */
@NullMarked
package io.varcas.traffic;

import org.jspecify.annotations.NullMarked;
