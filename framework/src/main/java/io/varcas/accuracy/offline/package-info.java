/**
 * Scores of outputs that are in a file: a stream, of which only the scores stay in memory.
 *
 * <p>Start reading at {@link io.varcas.accuracy.offline.PairScores}. It must not import {@code load}, {@code simulator}, {@code sla},
 * {@code result}, {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.accuracy.offline;

import org.jspecify.annotations.NullMarked;
