package io.varcas.tune.plan;

import io.varcas.deployment.DeployedHardware;
import io.varcas.engine.SimulationResult;
import io.varcas.prediction.PlannedSimulation;
import io.varcas.workload.WorkloadPlan;
import java.time.Duration;
import java.util.OptionalDouble;

/** The load of a workload, with the arrivals and lengths that its forks would draw: draw n is fork n. */
public final class WorkloadLoad implements PlanLoad {

    private final WorkloadPlan plan;
    private final PlannedSimulation simulation;

    /**
     * Creates the load.
     *
     * @param plan the workload with its settings
     * @throws IllegalArgumentException if its load is not simulated; one line
     */
    public WorkloadLoad(WorkloadPlan plan) {
        this.plan = plan;
        this.simulation = new PlannedSimulation(plan);
    }

    @Override
    public Duration span() {
        return Duration.ofNanos(plan.windows().measurementEndNanos());
    }

    @Override
    public SimulationResult simulate(DeployedHardware hardware, int draw, Duration span) {
        return simulation.run(hardware, draw, span);
    }

    @Override
    public OptionalDouble repeatedShare() {
        return simulation.repeatedShare();
    }

    @Override
    public String describe() {
        return plan.trialName() + ": " + plan.describeLoad();
    }
}
