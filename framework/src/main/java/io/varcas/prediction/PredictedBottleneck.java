package io.varcas.prediction;

import io.varcas.deployment.DeployedHardware;
import io.varcas.engine.EngineCounters;
import io.varcas.engine.SimulationResult;
import io.varcas.roofline.StepModel;
import io.varcas.utilization.Bottleneck;
import io.varcas.utilization.BottleneckFinder;
import io.varcas.utilization.EngineState;
import io.varcas.utilization.Utilization;
import io.varcas.utilization.UtilizationCalculator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;

/** The bottleneck of a simulation, found by the rules for a measured server. */
public final class PredictedBottleneck {

    private final DeployedHardware hardware;
    private final SimulationResult result;

    private PredictedBottleneck(DeployedHardware hardware, SimulationResult result) {
        this.hardware = hardware;
        this.result = result;
    }

    /**
     * Finds the bottleneck.
     *
     * @param hardware hardware that was simulated
     * @param result result of its simulation
     * @param repeatedShare share of prompt tokens that the load repeats, from 0 to 1; empty if unknown
     * @return empty if no step was simulated
     */
    public static Optional<Bottleneck> of(
            DeployedHardware hardware, SimulationResult result, OptionalDouble repeatedShare) {
        return of(hardware, result, repeatedShare, Optional.empty());
    }

    /**
     * Finds the bottleneck of a load that a client sends.
     *
     * @param hardware hardware that was simulated
     * @param result result of its simulation
     * @param repeatedShare share of prompt tokens that the load repeats, from 0 to 1; empty if unknown
     * @param clientFault why the load generator was the limit; empty if it was not
     * @return empty if no step was simulated
     */
    public static Optional<Bottleneck> of(
            DeployedHardware hardware,
            SimulationResult result,
            OptionalDouble repeatedShare,
            Optional<String> clientFault) {
        PredictedBottleneck found = new PredictedBottleneck(hardware, result);
        return found.utilization().map(use -> BottleneckFinder.find(use, found.state(repeatedShare, clientFault)));
    }

    private EngineState state(OptionalDouble repeatedShare, Optional<String> clientFault) {
        long asked = count(EngineCounters::prefixCacheQueries);
        return new EngineState(
                clientFault,
                OptionalDouble.of((double) result.preemptions()),
                OptionalDouble.of(result.maxKvUsage()),
                OptionalDouble.of(Math.max(0, result.meanInSystem() - result.meanRunning())),
                OptionalDouble.of(result.meanRunning()),
                OptionalDouble.of(asked == 0 ? 0 : (double) count(EngineCounters::prefixCacheHits) / asked),
                repeatedShare,
                OptionalDouble.empty());
    }

    /**
     * Computes the use of one engine over the measured time. Counters include the warm-up and the drain, so that the steps of
     * the measured time are its tokens by the mean tokens of a step.
     */
    private Optional<Utilization> utilization() {
        double steps = count(EngineCounters::steps);
        double prompts = count(EngineCounters::promptTokens);
        double ended = count(EngineCounters::finishedLength) + count(EngineCounters::finishedStop);
        if (steps == 0 || result.outputTokensPerSecond() + result.promptTokensPerSecond() <= 0) {
            return Optional.empty();
        }
        double seconds = result.seconds();
        double output = result.outputTokensPerSecond() * seconds / hardware.replicas();
        double cached = prompts == 0 ? 0 : count(EngineCounters::prefixCacheHits) / prompts;
        double prompt = Math.max(0, 1 - cached) * result.promptTokensPerSecond() * seconds / hardware.replicas();
        double perStep = count(EngineCounters::stepTokens) / steps;
        double context = ended == 0 ? prompts : (prompts + count(EngineCounters::generationTokens) / 2.0) / ended;
        UtilizationCalculator calculator = new UtilizationCalculator(
                new StepModel(hardware.deployment()), hardware.timing().coefficients());
        return Optional.of(calculator.of(seconds, (output + prompt) / perStep, prompt, output, context));
    }

    private long count(ToLongFunction<EngineCounters> number) {
        return result.counters().stream().mapToLong(number).sum();
    }
}
