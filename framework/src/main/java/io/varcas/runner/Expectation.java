package io.varcas.runner;

import io.varcas.result.PredictionResult;
import io.varcas.result.ServerCost;

/**
 * Facts about a trial that are known before it runs.
 *
 * @param prediction what the hardware should make of it
 * @param cost what the server costs
 */
record Expectation(PredictionResult prediction, ServerCost cost) {}
