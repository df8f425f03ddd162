package io.varcas.tune.plan;

import io.varcas.deployment.DeployedHardware;
import io.varcas.engine.SimulationResult;
import java.time.Duration;
import java.util.OptionalDouble;

/** A load that is simulated on many configurations with the same draws. Implementations are safe for use by several threads. */
public interface PlanLoad {

    /** Returns the longest time that can be simulated. */
    Duration span();

    /**
     * Simulates the load. The same draw has the same arrivals and lengths on any hardware.
     *
     * @param hardware hardware of the server
     * @param draw number of the draw, at least 0
     * @param span time in which requests come, warm-up included, at most {@link #span()}
     */
    SimulationResult simulate(DeployedHardware hardware, int draw, Duration span);

    /** Returns the share of prompt tokens that the load repeats, from 0 to 1; empty if unknown. */
    OptionalDouble repeatedShare();

    /** Describes the load in one line. */
    String describe();
}
