package io.varcas.prediction;

import io.varcas.engine.Cluster;
import io.varcas.engine.Horizon;
import io.varcas.engine.Load;
import io.varcas.engine.Load.Thinking;
import io.varcas.engine.Simulation;
import io.varcas.engine.Simulation.Moments;
import io.varcas.traffic.Seed;
import io.varcas.workload.LoadShape;
import io.varcas.workload.Windows;
import io.varcas.workload.WorkloadPlan;
import java.time.Duration;
import java.util.List;

/**
 * A plan's load on a simulator in virtual time, request by request. Arrivals, lengths and shared prefixes are
 * those that the first fork of the plan draws.
 */
public final class SimulatedLoad {

    private SimulatedLoad() {}

    /**
     * Simulates the warm-up, the measurement phase and the drain of a plan.
     *
     * @param plan the plan; its requests are drawn from the declared lengths, not read from a dataset
     * @param server engines nothing was submitted to yet
     * @param ingress time of a request before it reaches an engine; it is not part of the moments
     * @return every request that arrived, warm-up included, in the order of arrival
     * @throws IllegalArgumentException if the load replays recorded times, caps the requests in flight, or sends batches
     */
    public static List<Moments> of(WorkloadPlan plan, Cluster server, Duration ingress) {
        Seed seed = Seed.of(plan.seed().derive("fork").derive(0).value());
        var limits = server.replicas().get(0).limits();
        return Simulation.moments(
                server,
                load(plan, ingress),
                new PlannedTraffic(plan, seed, limits.maxModelLen(), limits.blockTokens(), ingress),
                horizon(plan.windows()),
                seed);
    }

    private static Load load(WorkloadPlan plan, Duration ingress) {
        if (plan.load() instanceof LoadShape.Closed closed && closed.batch() == 1) {
            return new Load.Closed(
                    closed.users(), closed.thinkTime().plus(ingress), Thinking.CONSTANT, closed.rampUp());
        }
        if (plan.load() instanceof LoadShape.Open open && open.cap().isEmpty()) {
            return Load.open(open.arrivals());
        }
        throw new IllegalArgumentException(plan.load().describe() + " is not simulated request by request");
    }

    private static Horizon horizon(Windows windows) {
        return Horizon.time(
                        Duration.ofNanos(windows.measurementStartNanos()),
                        Duration.ofNanos(windows.measurementEndNanos() - windows.measurementStartNanos()))
                .withDrain(windows.drainLimit());
    }
}
