/**
 * Workloads: as a user wrote them ({@link io.varcas.workload.WorkloadSpec}), and as resolved for one trial ({@link
 * io.varcas.workload.WorkloadPlan}).
 *
 * <p>It must not import {@code client}, {@code load}, {@code simulator}, {@code result}, {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.workload;

import org.jspecify.annotations.NullMarked;
