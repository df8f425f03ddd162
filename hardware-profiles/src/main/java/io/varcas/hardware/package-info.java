/**
 * Hardware: accelerators, interconnects, cloud instances and prices, as a typed catalog over JSON files; every number
 * has a source and a date.
 *
 * <p>Start reading at {@link io.varcas.hardware.HardwareCatalog}.
 *
 * <p>It must not import anything of Varcas but {@code document} or {@code validation}: it knows nothing of models.
 */
@NullMarked
package io.varcas.hardware;

import org.jspecify.annotations.NullMarked;
