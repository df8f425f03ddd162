package io.varcas.result;

import java.time.Duration;

/**
 * The windows of a trial, as planned.
 *
 * @param warmupIterations warm-up windows of a fork
 * @param warmupTime length of each
 * @param measurementIterations measured windows of a fork
 * @param measurementTime length of each
 * @param drainLimit longest wait for answers after the last window
 */
public record Timing(
        int warmupIterations,
        Duration warmupTime,
        int measurementIterations,
        Duration measurementTime,
        Duration drainLimit) {}
