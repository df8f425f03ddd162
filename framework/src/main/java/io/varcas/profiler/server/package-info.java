/**
 * The server's own view of a run: its metrics before, during and after the load, and its profiler.
 *
 * <p>It must not import {@code load}, {@code simulator}, {@code sla}, {@code result}, {@code fork}, {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.profiler.server;

import org.jspecify.annotations.NullMarked;
