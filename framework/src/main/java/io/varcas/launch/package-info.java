/**
 * Servers that a run starts itself: their command line as data, the checks before the start, the process with the guard that ends it, and
 * the wait until it is healthy. Start reading at {@link io.varcas.launch.LaunchedServer}.
 *
 * <p>It must not import {@code load}, {@code profiler}, {@code simulator}, {@code result}, {@code fork}, {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.launch;

import org.jspecify.annotations.NullMarked;
