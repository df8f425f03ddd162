/**
 * Closed forms: queues from the textbook, and mean-value models of continuous batching, each saying where it is right.
 *
 * <p>They respond in microseconds what {@code io.varcas.engine} outputs by simulation, for means and far from
 * saturation; for tails, bursts and the knee, simulate.
 *
 * <p>It must not import anything of Varcas but {@code roofline}, {@code engine}, {@code traffic}, {@code hardware},
 * {@code model} or {@code validation}.
 */
@NullMarked
package io.varcas.queueing;

import org.jspecify.annotations.NullMarked;
