package io.varcas.tune.plan;

import io.varcas.deployment.DeployedHardware;
import io.varcas.engine.EngineLimits;
import io.varcas.engine.Scheduling;
import io.varcas.engine.SimulationResult;
import io.varcas.roofline.Deployment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Forecasts of configurations under one load; those of equal engines are simulated once. Safe for use by several threads. */
final class Forecaster {

    private final Baseline baseline;
    private final PlanLoad load;
    private final Criteria criteria;
    private final Map<Key, Forecast> known = new ConcurrentHashMap<>();

    Forecaster(Baseline baseline, PlanLoad load, Criteria criteria) {
        this.baseline = baseline;
        this.load = load;
        this.criteria = criteria;
    }

    /** Returns the number of simulations so far. */
    int simulations() {
        return known.size();
    }

    /**
     * Forecasts one draw.
     *
     * @param slower factor on all step times and overheads
     * @return empty if the server cannot be configured so
     */
    Optional<Forecast> of(Configuration configuration, int draw, Duration span, double slower) {
        try {
            return Optional.of(of(baseline.with(configuration), draw, span, slower));
        } catch (IllegalArgumentException impossible) {
            return Optional.empty();
        }
    }

    private Forecast of(DeployedHardware hardware, int draw, Duration span, double slower) {
        Key key = new Key(
                hardware.deployment(), hardware.engineLimits(), hardware.scheduling(), draw, span.toNanos(), slower);
        Forecast forecast = known.computeIfAbsent(key, none -> {
            DeployedHardware timed = slower == 1 ? hardware : hardware.slowerBy(slower);
            return Forecast.of(timed, load.simulate(timed, draw, span), criteria);
        });
        return forecast.withMemoryOf(hardware);
    }

    /** Forecasts several draws from draw 1 on; none if the server cannot be configured so. */
    List<Forecast> draws(Configuration configuration, int count, Duration span) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(draw -> of(configuration, draw, span, 1))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Simulates the baseline once, for what a forecast does not keep. */
    SimulationResult baseline(int draw, Duration span) {
        return load.simulate(baseline.hardware(), draw, span);
    }

    private record Key(
            Deployment deployment,
            EngineLimits limits,
            Scheduling scheduling,
            int draw,
            long spanNanos,
            double slower) {}
}
