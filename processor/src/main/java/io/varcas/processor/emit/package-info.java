/**
 * Specifications to source: one rule class for each thing that a runner has. What it writes is plain and straight, to be read and
 * stepped through; logic belongs to {@code io.varcas.workload}. It must not import {@code read}, {@code check} or
 * {@code javax.lang.model.util}.
 */
@NullMarked
package io.varcas.processor.emit;

import org.jspecify.annotations.NullMarked;
