/**
 * The step profile of a server: prefill alone, decode alone and both mixed, measured over HTTP for given prompts, contexts and batches.
 *
 * <p>Start reading at {@link io.varcas.tune.step.StepProfiler}. It must not import {@code junit}, {@code cli} or {@code reports}.
 */
@NullMarked
package io.varcas.tune.step;

import org.jspecify.annotations.NullMarked;
