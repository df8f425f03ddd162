/**
 * The stages of a request: where the time between its due time and its last token went, request by request and in sum, from the client's
 * events joined with the times that the server reports.
 *
 * <p>Start reading at {@link io.varcas.stages.RequestStages}. It must not import {@code workload}, {@code transport}, {@code client},
 * {@code load}, {@code profiler}, {@code result}.
 */
@NullMarked
package io.varcas.stages;

import org.jspecify.annotations.NullMarked;
