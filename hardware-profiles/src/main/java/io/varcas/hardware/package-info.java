/**
 * What hardware is: accelerators, how they are linked, cloud instances and their prices, as a typed catalog over JSON
 * files, every figure with source and date.
 *
 * <p>Start reading at {@link io.varcas.hardware.HardwareCatalog}. It imports {@code io.varcas.document} and
 * {@code io.varcas.validation}; it knows nothing of models.
 */
@NullMarked
package io.varcas.hardware;

import org.jspecify.annotations.NullMarked;
