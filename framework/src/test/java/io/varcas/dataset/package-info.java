/** Tests of {@code io.varcas.dataset}. */
@org.jspecify.annotations.NullMarked
package io.varcas.dataset;
