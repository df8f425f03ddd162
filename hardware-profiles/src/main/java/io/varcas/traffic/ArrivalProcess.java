package io.varcas.traffic;

import java.util.OptionalDouble;

/**
 * An arrival process of an open loop: a point process that starts at time 0.
 *
 * <p>A process is a value, a {@linkplain #sequence sequence} is one realisation of it. To choose: {@link PoissonArrivals}
 * for many independent users, {@link GammaArrivals} or {@link HawkesArrivals} for burstier traffic,
 * {@link CyclicalArrivals}, {@link RampArrivals} and {@link StepArrivals} for rates that move, {@link BurstArrivals} for
 * thundering herds, {@link ReplayedArrivals} for recorded traffic, {@link ConstantArrivals} for a metronome.
 */
public sealed interface ArrivalProcess
        permits ConstantArrivals,
                PoissonArrivals,
                GammaArrivals,
                HawkesArrivals,
                CyclicalArrivals,
                RampArrivals,
                StepArrivals,
                BurstArrivals,
                ReplayedArrivals {

    /**
     * Starts a realisation of this process.
     *
     * @param seed decides it completely: equal processes and seeds give equal offsets, to the nanosecond, on every JVM
     */
    ArrivalSequence sequence(Seed seed);

    /**
     * Returns the long-run mean rate in arrivals per second, or empty where the process has none (a moving or ending
     * process, whose mean depends on how long one looks).
     */
    OptionalDouble meanRatePerSecond();

    /** Describes this process with its numbers, for listings and results: {@code "Poisson, 20/s"}. */
    String describe();
}
