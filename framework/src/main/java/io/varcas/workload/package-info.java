/**
 * What to send and when: what a user wrote ({@link io.varcas.workload.WorkloadSpec}), what was resolved from it for one trial
 * ({@link io.varcas.workload.WorkloadPlan}), and the requests that a plan consists of.
 *
 * <p>It must not import {@code client}, {@code load}, {@code simulator}, {@code result}, {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.workload;

import org.jspecify.annotations.NullMarked;
