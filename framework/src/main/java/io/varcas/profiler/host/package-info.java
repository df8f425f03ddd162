/**
 * The client and its host watched from inside: CPU, memory, collector, jitter, GPUs.
 *
 * <p>It must not import {@code load}, {@code simulator}, {@code sla}, {@code result}, {@code fork}, {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.profiler.host;

import org.jspecify.annotations.NullMarked;
