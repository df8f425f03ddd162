/** Tests of {@code io.varcas.dataset.format}. */
@org.jspecify.annotations.NullMarked
package io.varcas.dataset.format;
