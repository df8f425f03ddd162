package io.varcas.prediction;

import io.varcas.deployment.DeployedHardware;
import io.varcas.engine.Horizon;
import io.varcas.engine.SimulationResult;
import io.varcas.request.RequestLengths;
import io.varcas.setting.DatasetSettings;
import io.varcas.traffic.Seed;
import io.varcas.workload.LoadShape;
import io.varcas.workload.WorkloadPlan;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/** A plan's load on any hardware, over any part of its time. Safe for use by several threads. */
public final class PlannedSimulation {

    /** Share of the time that is not measured, in which the batch fills. */
    private static final double WARMUP = 0.2;

    private static final int SAMPLE = 500;

    private final WorkloadPlan plan;
    private final Map<Integer, Optional<DataTraffic>> data = new ConcurrentHashMap<>();

    /**
     * Creates a simulation.
     *
     * @param plan whose load
     * @throws IllegalArgumentException if its load is not simulated; one line
     */
    public PlannedSimulation(WorkloadPlan plan) {
        if (plan.load() instanceof LoadShape.Closed closed && closed.batch() > 1) {
            throw new IllegalArgumentException("users with batches of requests are not simulated");
        }
        if (plan.load().cap().isPresent()) {
            throw new IllegalArgumentException("requests that wait in the client for a place are not simulated");
        }
        this.plan = plan;
    }

    /**
     * Simulates.
     *
     * @param hardware hardware of the server
     * @param fork number of the fork whose draws are taken, at least 0; a dataset has the same requests in every fork
     * @param span time in which requests come, warm-up included
     */
    public SimulationResult run(DeployedHardware hardware, int fork, Duration span) {
        Optional<DataTraffic> traffic =
                data.computeIfAbsent(hardware.blockTokens(), tokens -> LoadSimulation.data(plan, hardware));
        long warmup = Math.round(span.toNanos() * WARMUP);
        Horizon horizon =
                Horizon.time(Duration.ofNanos(warmup), span.minusNanos(warmup)).withDrain(span);
        return new LoadSimulation(plan, hardware, hardware.ingress(), traffic)
                .run(
                        fork,
                        horizon.withMaxRequests(traffic.filter(all -> !all.isTimed())
                                .map(all -> (long) all.requests().size())
                                .orElse(Long.MAX_VALUE)));
    }

    /** Returns the share of prompt tokens that are a shared prefix, from 0 to 1; empty for data, conversations and written prompts. */
    public OptionalDouble repeatedShare() {
        if (plan.settings().find(DatasetSettings.PATH).isPresent()
                || plan.spec().writesPrompts()
                || plan.hasConversations()) {
            return OptionalDouble.empty();
        }
        if (plan.sharesNothing()) {
            return OptionalDouble.of(0);
        }
        RequestLengths lengths =
                new RequestLengths(plan, Seed.of(LoadSimulation.seedOf(plan, 0).value()));
        double shared = 0;
        double all = 0;
        for (int place = 0; place < SAMPLE; place++) {
            int input = lengths.of(place).input();
            RequestLengths.Beginning beginning = lengths.beginning(place, input);
            shared += beginning.leadTokens() + beginning.prefixTokens();
            all += input;
        }
        return OptionalDouble.of(shared / all);
    }
}
