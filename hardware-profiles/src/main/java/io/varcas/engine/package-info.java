/**
 * vLLM's continuous batching as a deterministic machine without a clock: whoever drives it says what time it is, so the
 * same engine runs in virtual time (simulation, sizing) and in real time (the embedded server).
 *
 * <p>Start reading at {@link io.varcas.engine.Engine}. It imports {@code io.varcas.traffic} and no other Varcas package;
 * how long a step takes is a {@link io.varcas.engine.StepTimeLaw}, which {@code io.varcas.roofline} implements from
 * physics.
 */
@NullMarked
package io.varcas.engine;

import org.jspecify.annotations.NullMarked;
