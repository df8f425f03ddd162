package io.varcas.runner;

import io.varcas.deployment.DeployedHardware;
import io.varcas.result.PredictionResult;
import io.varcas.result.ServerCost;
import java.util.Optional;

/**
 * Facts about a trial that are known before it runs.
 *
 * @param prediction what the hardware should make of it
 * @param cost what the server costs
 * @param hardware what is under a real server, to audit the measured values by; empty if it is not known or simulated
 * @param roof the hardware under the server, real or simulated; empty if it is not known
 */
record Expectation(
        PredictionResult prediction,
        ServerCost cost,
        Optional<DeployedHardware> hardware,
        Optional<DeployedHardware> roof) {}
