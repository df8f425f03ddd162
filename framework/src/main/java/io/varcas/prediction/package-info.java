/**
 * Prediction of a workload before its load runs: the engine simulated under the workload's own arrivals and lengths,
 * and the roofline of the hardware.
 *
 * <p>Start reading at {@link io.varcas.prediction.Predictor}. It must not import {@code client}, {@code load}, {@code runner} or
 * {@code cli}: it measures nothing.
 */
@NullMarked
package io.varcas.prediction;

import org.jspecify.annotations.NullMarked;
