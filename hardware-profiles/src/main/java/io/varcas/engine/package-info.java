/**
 * vLLM's continuous batching as a deterministic machine without a clock: whoever drives it says what time it is, so
 * the same engine runs in virtual time (simulation, sizing) and in real time (the embedded simulator).
 *
 * <p>Start reading at {@link io.varcas.engine.Engine}.
 *
 * <p>It must not import anything of Varcas but {@code routing}, {@code traffic} or {@code validation}: the duration of a step is a
 * {@link io.varcas.engine.StepTimeLaw}, which {@code io.varcas.roofline} implements from physics.
 */
@NullMarked
package io.varcas.engine;

import org.jspecify.annotations.NullMarked;
