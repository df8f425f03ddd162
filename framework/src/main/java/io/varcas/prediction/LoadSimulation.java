package io.varcas.prediction;

import io.varcas.deployment.DeployedHardware;
import io.varcas.engine.Horizon;
import io.varcas.engine.Load;
import io.varcas.engine.Load.Thinking;
import io.varcas.engine.RequestSource;
import io.varcas.engine.Simulation;
import io.varcas.engine.SimulationResult;
import io.varcas.setting.DatasetSettings;
import io.varcas.setting.LoadSettings;
import io.varcas.traffic.ReplayedArrivals;
import io.varcas.traffic.Seed;
import io.varcas.workload.LoadShape;
import io.varcas.workload.Windows;
import io.varcas.workload.WorkloadPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A plan's load on simulated engines, in virtual time: the arrivals and lengths are those that its forks will draw, request by
 * request, because they come from the same seeds.
 */
final class LoadSimulation {

    /** Output tokens simulated at most: about half a second of work on one core. */
    private static final double MOST_TOKENS = 4e6;

    /** Tokens a second that one user of a closed loop can use up at most: a small model on a fast accelerator. */
    private static final double FASTEST_USER = 200;

    /** Requests a second of arrivals that know no rate of their own, such as all at once. */
    private static final double UNKNOWN_RATE = 1_000;

    private static final double SHORTEST_SECONDS = 1;

    private final WorkloadPlan plan;
    private final DeployedHardware hardware;
    private final Duration ingress;
    private final Optional<DataTraffic> data;

    /**
     * @param plan whose load
     * @param hardware what it is simulated on
     * @param ingress what every request waits for before it reaches the engine
     * @param data the requests of the first fork, if they come from a dataset; others are not simulated then
     */
    LoadSimulation(WorkloadPlan plan, DeployedHardware hardware, Duration ingress, Optional<DataTraffic> data) {
        this.plan = plan;
        this.hardware = hardware;
        this.ingress = ingress;
        this.data = data;
    }

    /** Reads the requests of the first fork, if they come from a dataset. */
    static Optional<DataTraffic> data(WorkloadPlan plan, DeployedHardware hardware) {
        return plan.settings()
                .find(DatasetSettings.PATH)
                .map(path -> DataTraffic.read(
                        plan,
                        Seed.of(seedOf(plan, 0).value()),
                        hardware.limits().maxModelLen(),
                        hardware.engineLimits().blockTokens(),
                        mostRequests(plan)));
    }

    /** How many requests a load can have; twice the mean number of arrivals is more than chance ever makes of a hundred. */
    private static double mostRequests(WorkloadPlan plan) {
        return plan.load() instanceof LoadShape.Open open
                        && open.arrivals().meanRatePerSecond().isPresent()
                ? 100 + 2 * open.arrivals().meanRatePerSecond().getAsDouble() * seconds(plan)
                : Double.POSITIVE_INFINITY;
    }

    static Seed seedOf(WorkloadPlan plan, int fork) {
        return plan.seed().derive("fork").derive(fork);
    }

    /** Simulates the measured forks, one after the other, as far as that takes little time; at least the beginning of the first. */
    List<SimulationResult> run() {
        List<SimulationResult> forks = new ArrayList<>();
        double tokens = 0;
        for (int fork = 0;
                fork < Math.max(1, plan.forks().count()) && (fork == 0 || (tokens < MOST_TOKENS / 2 && data.isEmpty()));
                fork++) {
            forks.add(run(seedOf(plan, fork)));
            tokens += expectedTokens(plannedSeconds());
        }
        return forks;
    }

    /** Simulates one fork over another time. */
    SimulationResult run(int fork, Horizon horizon) {
        return run(seedOf(plan, fork), horizon);
    }

    private SimulationResult run(Seed seed) {
        return run(seed, horizon());
    }

    private SimulationResult run(Seed seed, Horizon horizon) {
        RequestSource requests = data.isPresent() ? data.get().source() : planned(seed);
        return Simulation.run(
                hardware.newCluster(seed.derive("router")), load(), requests, horizon, Seed.of(seed.value()));
    }

    private RequestSource planned(Seed seed) {
        return new PlannedTraffic(
                plan,
                Seed.of(seed.value()),
                hardware.limits().maxModelLen(),
                hardware.engineLimits().blockTokens(),
                ingress);
    }

    /** A user's request spends its ingress outside the engine, as its thinking: the engine must not see it earlier. */
    private Load load() {
        if (plan.load() instanceof LoadShape.Replay) {
            return Load.open(new ReplayedArrivals(replayedNanos(data.orElseThrow()), 1));
        }
        return plan.load() instanceof LoadShape.Closed closed
                ? new Load.Closed(closed.users(), closed.thinkTime().plus(ingress), Thinking.CONSTANT, closed.rampUp())
                : Load.open(((LoadShape.Open) plan.load()).arrivals());
    }

    /** When the requests of a replay are due, and one that comes after its time is over if their last is not the load's end. */
    private long[] replayedNanos(DataTraffic traffic) {
        LongStream due = traffic.dueNanos().stream().mapToLong(Long::longValue);
        return traffic.isCut() || plan.hasRecordedLength()
                ? LongStream.concat(due, LongStream.of(Long.MAX_VALUE / 2)).toArray()
                : due.toArray();
    }

    private Horizon horizon() {
        Windows windows = plan.windows();
        double shorter = Math.min(1, MOST_TOKENS / expectedTokens(plannedSeconds()));
        if (data.isPresent()) {
            shorter = Math.min(shorter, data.get().reach(plannedSeconds(), expectedTokens(plannedSeconds())));
        }
        double start = windows.measurementStartNanos();
        double measured = (windows.measurementEndNanos() - start) * shorter;
        return Horizon.time(
                        Duration.ofNanos(Math.round(Math.max(start * shorter, Math.min(start, rampUpNanos())))),
                        Duration.ofNanos(Math.round(Math.max(SHORTEST_SECONDS * 1e9, measured))))
                .withDrain(windows.drainLimit())
                .withMaxRequests(data.filter(all -> !all.isTimed())
                        .map(all -> (long) all.requests().size())
                        .orElse(Long.MAX_VALUE))
                .withMaxMeasured(LoadSettings.mostRequests(plan.settings()));
    }

    /** A warm-up that waits until all users are there is not cut to less. */
    private double rampUpNanos() {
        return plan.load() instanceof LoadShape.Closed closed ? closed.rampUp().toNanos() : 0;
    }

    private double plannedSeconds() {
        return seconds(plan);
    }

    private static double seconds(WorkloadPlan plan) {
        return plan.windows().measurementEndNanos() * 1e-9;
    }

    private double expectedTokens(double seconds) {
        if (plan.load() instanceof LoadShape.Replay) {
            return data.orElseThrow().outputTokens();
        }
        double perSecond = plan.load() instanceof LoadShape.Closed closed
                ? closed.users() * FASTEST_USER
                : ((LoadShape.Open) plan.load()).arrivals().meanRatePerSecond().orElse(UNKNOWN_RATE) * meanOutput();
        double warmup = perSecond * plan.windows().measurementStartNanos() * 1e-9;
        return Math.min(perSecond * seconds, warmup + LoadSettings.mostRequests(plan.settings()) * meanOutput());
    }

    private double meanOutput() {
        return data.map(DataTraffic::meanOutput).orElseGet(() -> PlannedLengths.meanOutput(plan));
    }
}
