/**
 * Profilers that observe a run: client and host every second, and the server's own metrics. Profilers run on threads
 * of their own and stamp what they see with the clock of the load.
 *
 * <p>It must not import {@code load}, {@code simulator}, {@code sla}, {@code result}, {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.profiler;

import org.jspecify.annotations.NullMarked;
