/**
 * What the hardware under a server will make of a workload, before any load is driven: the engine simulated under the workload's own
 * arrivals and lengths, and the roofline it works under.
 *
 * <p>Start reading at {@link io.varcas.prediction.Predictor}. It must not import {@code client}, {@code load}, {@code runner} or
 * {@code cli}: it measures nothing.
 */
@NullMarked
package io.varcas.prediction;

import org.jspecify.annotations.NullMarked;
