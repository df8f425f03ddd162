package io.varcas.tune.plan;

import io.varcas.deployment.DeployedHardware;
import io.varcas.engine.Horizon;
import io.varcas.engine.Load;
import io.varcas.engine.RequestMix;
import io.varcas.engine.Simulation;
import io.varcas.engine.SimulationResult;
import io.varcas.traffic.Seed;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A demand: requests by their distribution, at the times of a load.
 *
 * @param load when requests come
 * @param mix what they are like
 * @param span longest simulated time
 * @param seed root of all draws
 */
public record DemandLoad(Load load, RequestMix mix, Duration span, Seed seed) implements PlanLoad {

    /** Share of the time that is not measured, in which the batch fills. */
    static final double WARMUP = 0.2;

    @Override
    public SimulationResult simulate(DeployedHardware hardware, int draw, Duration time) {
        Seed own = seed.derive(draw);
        return Simulation.run(hardware.newCluster(own.derive("router")), load, mix, horizon(time), own);
    }

    /** Returns the horizon of a time: a warm-up, the measured rest, and as long again for the last requests. */
    static Horizon horizon(Duration time) {
        long warmup = Math.round(time.toNanos() * WARMUP);
        return Horizon.time(Duration.ofNanos(warmup), time.minusNanos(warmup)).withDrain(time);
    }

    @Override
    public OptionalDouble repeatedShare() {
        RequestMix.SharedPrefix shared = mix.sharedPrefix();
        return OptionalDouble.of(
                shared == null ? 0 : shared.share() * Math.min(1, shared.tokens() / mix.meanPromptTokens()));
    }

    @Override
    public String describe() {
        return (load instanceof Load.Closed closed ? closed.users() + " users" : "open loop")
                + String.format(
                        Locale.ROOT,
                        ", mean prompt %.0f, mean output %.0f tokens",
                        mix.meanPromptTokens(),
                        mix.meanOutputTokens());
    }
}
