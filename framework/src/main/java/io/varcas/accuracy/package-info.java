/**
 * Accuracy of outputs: prompts with references, scorers, and the pass that sends and grades them after the load.
 *
 * <p>It must not import {@code load}, {@code simulator}, {@code sla}, {@code result}, {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.accuracy;

import org.jspecify.annotations.NullMarked;
