/**
 * The embedded simulator: {@link io.varcas.engine} behind vLLM's HTTP face, on a loopback port, with real streams at
 * the times of the simulated engine. It says in every response that it is simulated, and can be told to misbehave.
 *
 * <p>Start reading at {@link io.varcas.simulator.EmbeddedServer}. One thread drives the engine, one serves HTTP. It
 * must not import {@code client}, {@code load}, {@code sla}, {@code result}, {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.simulator;

import org.jspecify.annotations.NullMarked;
