/**
 * The cost of one engine step from first principles: every part as a point under the roofline, and their sum as the
 * engine's {@link io.varcas.engine.StepTimeLaw}.
 *
 * <p>Start reading at {@link io.varcas.roofline.StepModel}.
 *
 * <p>It must not import anything of Varcas but {@code hardware}, {@code model}, {@code engine}, {@code traffic},
 * {@code document} or {@code validation}: it knows nothing of queues, demand or money.
 */
@NullMarked
package io.varcas.roofline;

import org.jspecify.annotations.NullMarked;
