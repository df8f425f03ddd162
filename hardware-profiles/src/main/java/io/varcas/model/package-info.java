/**
 * What models are: layers and their shapes, from a Hugging Face {@code config.json} or the catalog, and what follows from
 * them: parameters, weight and KV bytes per precision, valid tensor-parallel degrees.
 *
 * <p>Start reading at {@link io.varcas.model.ModelArchitecture}. It imports {@code io.varcas.hardware} (which arithmetic
 * a precision needs), {@code io.varcas.document} and {@code io.varcas.validation}.
 */
@NullMarked
package io.varcas.model;

import org.jspecify.annotations.NullMarked;
