/**
 * Figures that know where they come from, and the JSON documents they are kept in.
 *
 * <p>The catalogs of hardware and models, and calibrated profiles, are read through here: typed, all faults told at
 * once, every number with its source and date.
 *
 * <p>It must not import anything of Varcas but {@code validation}.
 */
@NullMarked
package io.varcas.document;

import org.jspecify.annotations.NullMarked;
