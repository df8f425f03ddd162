/**
 * The Prometheus text format, read tolerantly: what a server exposes, and what changed between two readings.
 *
 * <p>It must not import anything of Varcas.
 */
@NullMarked
package io.varcas.profiler.prometheus;

import org.jspecify.annotations.NullMarked;
