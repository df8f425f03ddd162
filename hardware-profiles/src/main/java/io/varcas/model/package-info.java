/**
 * Models: layers and their shapes, from a Hugging Face {@code config.json} or the catalog, and derived values:
 * parameters, weight and KV bytes per precision, valid tensor-parallel degrees.
 *
 * <p>Start reading at {@link io.varcas.model.ModelArchitecture}.
 *
 * <p>It must not import anything of Varcas but {@code hardware}, {@code document} or {@code validation}.
 */
@NullMarked
package io.varcas.model;

import org.jspecify.annotations.NullMarked;
