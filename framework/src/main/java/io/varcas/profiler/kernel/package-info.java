/**
 * Kernel profiles: files of the torch profiler, Nsight Systems and Nsight Compute, read in bounded memory into the time
 * of kernels by class.
 *
 * <p>It must not import {@code load}, {@code simulator}, {@code sla}, {@code result}, {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.profiler.kernel;

import org.jspecify.annotations.NullMarked;
