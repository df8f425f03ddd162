/**
 * Arrival processes and length distributions, as seeded mathematics.
 *
 * <p>The load generator, the engine simulation and the sizing all draw from here, so that what is predicted is what is
 * offered.
 *
 * <p>It must not import anything of Varcas but {@code validation}.
 */
@NullMarked
package io.varcas.traffic;

import org.jspecify.annotations.NullMarked;
