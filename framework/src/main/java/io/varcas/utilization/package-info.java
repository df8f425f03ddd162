/**
 * The use that a server made of its hardware: achieved rates against the roofline, times of kernels against the step
 * model, and the bottleneck with its evidence.
 *
 * <p>It must not import {@code load}, {@code simulator}, {@code sla}, {@code result}, {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.utilization;

import org.jspecify.annotations.NullMarked;
