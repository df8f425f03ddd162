package io.varcas.result;

import java.time.Duration;

/**
 * The windows of a trial, as planned.
 *
 * @param warmupIterations warm-up iterations of a fork
 * @param warmupTime length of each
 * @param measurementIterations measurement phase of a fork
 * @param measurementTime length of each
 * @param drainLimit longest wait for responses after the last iteration
 */
public record Timing(
        int warmupIterations,
        Duration warmupTime,
        int measurementIterations,
        Duration measurementTime,
        Duration drainLimit) {}
