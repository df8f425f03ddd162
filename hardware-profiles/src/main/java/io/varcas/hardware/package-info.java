/**
 * What hardware is: accelerators, how they are linked, cloud instances and their prices, as a typed catalog over JSON
 * files, every figure with source and date.
 *
 * <p>Start reading at {@link io.varcas.hardware.HardwareCatalog}.
 *
 * <p>It must not import anything of Varcas but {@code document} or {@code validation}: it knows nothing of models.
 */
@NullMarked
package io.varcas.hardware;

import org.jspecify.annotations.NullMarked;
