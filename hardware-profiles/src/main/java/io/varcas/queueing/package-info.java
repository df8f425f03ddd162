/**
 * Closed forms: queues from the textbook, and mean-value models of continuous batching, each saying where it is right.
 *
 * <p>They answer in microseconds what {@code io.varcas.engine} answers by simulation, for means and far from saturation;
 * for tails, bursts and the knee, simulate. It imports {@code io.varcas.roofline} and {@code io.varcas.validation}.
 */
@NullMarked
package io.varcas.queueing;

import org.jspecify.annotations.NullMarked;
