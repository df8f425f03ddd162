package io.varcas.calibration;

import io.varcas.engine.Cluster;
import io.varcas.engine.Engine;
import io.varcas.engine.EngineLimits;
import io.varcas.engine.EngineRequest;
import io.varcas.engine.Horizon;
import io.varcas.engine.Load;
import io.varcas.engine.RequestSource;
import io.varcas.engine.Simulation;
import io.varcas.engine.SimulationResult;
import io.varcas.engine.StepTimeLaw;
import io.varcas.traffic.ArrivalProcess;
import io.varcas.traffic.Seed;
import io.varcas.validation.Violations;
import java.time.Duration;
import java.util.List;

/**
 * A run as it happened, request by request, to be simulated again: where a run is short, overloaded or cut off, its
 * figures are not those of a steady state, and only a simulation of the same run predicts the same quantities.
 *
 * @param arrivals when its requests came
 * @param requests how long they were, in order; at least one
 * @param connections requests the client kept open at most, at least 1
 * @param duration from the start until the client stopped looking, above 0
 */
public record RecordedRun(ArrivalProcess arrivals, List<Lengths> requests, int connections, Duration duration) {

    /**
     * @throws IllegalArgumentException if there are no requests or no connections
     */
    public RecordedRun {
        requests = List.copyOf(requests);
        Violations.in("recorded run")
                .findIf(requests.isEmpty(), "it has no requests")
                .atLeast(1, "connections", connections, "")
                .raise();
    }

    /** Simulates the run again on an engine. */
    public SimulationResult simulate(EngineLimits limits, StepTimeLaw law) {
        RequestSource source = id -> {
            Lengths lengths = requests.get((int) (id % requests.size()));
            return EngineRequest.of(id, lengths.promptTokens(), lengths.outputTokens());
        };
        Horizon horizon = Horizon.time(Duration.ZERO, duration).withMaxRequests(requests.size());
        Load load = new Load.Open(arrivals, connections);
        return Simulation.run(Cluster.single(new Engine(limits, law)), load, source, horizon, Seed.of(0));
    }

    /**
     * The lengths of a request.
     *
     * @param promptTokens its prompt, at least 1
     * @param outputTokens its output, or what it would have been had it not been cut, at least 1
     */
    public record Lengths(int promptTokens, int outputTokens) {

        /**
         * @throws IllegalArgumentException if a length is below 1
         */
        public Lengths {
            Violations.in("lengths")
                    .atLeast(1, "prompt", promptTokens, "tokens")
                    .atLeast(1, "output", outputTokens, "tokens")
                    .raise();
        }
    }
}
