/**
 * Annotations to generated runners, at compile time: {@link io.varcas.processor.WorkloadProcessor} writes a runner for each
 * workload class, {@link io.varcas.processor.WorkloadIndexProcessor} the index of them all.
 *
 * <p>A class goes through four rooms: {@code read} turns what the compiler knows into the records of {@code model}, {@code check}
 * looks for faults, {@code resolve} lays the annotations over each other, {@code emit} writes the runner. Only this package and
 * {@code read} know the compiler.
 *
 * <p>It must not import {@code benchmarks}.
 */
@NullMarked
package io.varcas.processor;

import org.jspecify.annotations.NullMarked;
