/**
 * Scorers that ask another model: similarity of meaning by embeddings, and judges.
 *
 * <p>Start reading at {@link io.varcas.accuracy.model.SemanticSimilarity}. It must not import {@code load}, {@code simulator},
 * {@code sla}, {@code result}, {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.accuracy.model;

import org.jspecify.annotations.NullMarked;
