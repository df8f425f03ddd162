package io.varcas.utilization;

import io.varcas.profiler.Reading;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * The readings of the profiler {@code server-metrics} over measurement phases.
 *
 * @param readings readings of all phases; counters are added up
 */
public record EngineReadings(List<Reading> readings) {

    /** Copies the readings. */
    public EngineReadings {
        readings = List.copyOf(readings);
    }

    /**
     * Computes the use of the hardware.
     *
     * @param calculator the calculator of the deployment
     * @param seconds time over which the counters were read
     * @param contextTokens mean context of a decoding sequence
     * @return empty if the engine's steps or tokens were not counted, or there were none
     */
    public Optional<Utilization> utilization(UtilizationCalculator calculator, double seconds, double contextTokens) {
        double steps = sum("server.step.tokens.n").orElse(0);
        OptionalDouble input = sum("server.tokens.input");
        OptionalDouble output = sum("server.tokens.output");
        if (steps <= 0 || input.isEmpty() || output.isEmpty() || seconds <= 0) {
            return Optional.empty();
        }
        double computed =
                Math.max(0, input.getAsDouble() - sum("server.tokens.cached").orElse(0));
        return computed + output.getAsDouble() > 0
                ? Optional.of(calculator.of(seconds, steps, computed, output.getAsDouble(), contextTokens))
                : Optional.empty();
    }

    /**
     * Returns the mean context of a decoding sequence: the prompt and half of the output of the requests that ended; 0 if
     * none did.
     */
    public double contextTokens() {
        double ended = sum("server.requests.stop").orElse(0)
                + sum("server.requests.length").orElse(0);
        return ended > 0
                ? (sum("server.tokens.input").orElse(0)
                                + sum("server.tokens.output").orElse(0) / 2)
                        / ended
                : 0;
    }

    /**
     * Returns the state of the engine.
     *
     * @param clientFault why the load generator was the limit; absent if it was not
     * @param plannedSharedShare share of prompt tokens that the workload repeats; absent if unknown
     * @param idleShare share of the time in which the accelerator executed no kernel; absent if unknown
     */
    public EngineState state(
            Optional<String> clientFault, OptionalDouble plannedSharedShare, OptionalDouble idleShare) {
        double input = sum("server.tokens.input").orElse(0);
        OptionalDouble cached = sum("server.tokens.cached");
        return new EngineState(
                clientFault,
                sum("server.preemptions"),
                values("server.kv.usage.max").max(),
                values("server.requests.waiting.mean").average(),
                values("server.requests.running.mean").average(),
                input > 0 && cached.isPresent()
                        ? OptionalDouble.of(cached.getAsDouble() / input)
                        : OptionalDouble.empty(),
                plannedSharedShare,
                idleShare);
    }

    private OptionalDouble sum(String name) {
        double[] all = values(name).toArray();
        return all.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(DoubleStream.of(all).sum());
    }

    private DoubleStream values(String name) {
        return readings.stream()
                .filter(reading -> reading.name().equals(name))
                .map(Reading::value)
                .flatMapToDouble(OptionalDouble::stream);
    }
}
