package io.varcas.simulator;

import io.varcas.engine.EngineCounters;
import io.varcas.engine.EngineRequest;
import io.varcas.routing.Replicas;
import io.varcas.routing.Router;
import io.varcas.traffic.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** The engines behind one server, as with vLLM's data parallelism: one unless replicas were asked for. */
final class EngineFleet implements AutoCloseable {

    private final List<EngineLoop> loops = new ArrayList<>();
    private final List<EngineStats> stats = new ArrayList<>();
    private final Router router;

    /**
     * Starts the engines.
     *
     * @param options what is simulated, and when it freezes
     * @param delivery runs what hears the tokens
     */
    EngineFleet(ServeOptions options, Executor delivery) {
        SimulatedEngine engine = options.engine();
        for (int i = 0; i < engine.replicas(); i++) {
            EngineStats observed = new EngineStats();
            stats.add(observed);
            loops.add(new EngineLoop(
                    engine.newEngine(),
                    delivery,
                    observed,
                    options.misbehaviour().freeze(),
                    engine.ingress()));
        }
        router = new Router(engine.routing(), new LoopReplicas(loops), Seed.of(options.seed()));
    }

    /** Picks the engine for a request; on the thread that serves HTTP. */
    EngineLoop route(EngineRequest request) {
        return loops.get(router.route(request.routeKey()));
    }

    /** Returns each engine's gauges and counters as of its last step. */
    List<EngineCounters> counters() {
        return loops.stream().map(EngineLoop::counters).toList();
    }

    /** Returns what was observed of each engine's requests. */
    List<EngineStats> stats() {
        return stats;
    }

    /** Returns what broke an engine, if anything did. */
    Optional<String> failure() {
        return loops.stream().flatMap(loop -> loop.failure().stream()).findFirst();
    }

    @Override
    public void close() {
        loops.forEach(EngineLoop::close);
    }

    /** The engines' own queues, each as of its last step. */
    private record LoopReplicas(List<EngineLoop> loops) implements Replicas {

        @Override
        public int count() {
            return loops.size();
        }

        @Override
        public int requests(int place) {
            return loops.get(place).requests();
        }

        @Override
        public int waiting(int place) {
            return loops.get(place).counters().waiting();
        }

        @Override
        public double kvUsage(int place) {
            return loops.get(place).counters().kvUsage();
        }
    }
}
