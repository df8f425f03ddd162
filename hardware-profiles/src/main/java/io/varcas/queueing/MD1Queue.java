package io.varcas.queueing;

/**
 * One server, Poisson arrivals, every service the same: {@code E[W] = rho E[S] / (2 (1 - rho))}.
 *
 * @param arrivalsPerSecond arrival rate, at least 0
 * @param serviceSeconds service time, above 0
 */
public record MD1Queue(double arrivalsPerSecond, double serviceSeconds) implements Queue {

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public MD1Queue {
        Queue.check("M/D/1", arrivalsPerSecond, serviceSeconds).raise();
    }

    @Override
    public double utilisation() {
        return arrivalsPerSecond * serviceSeconds;
    }

    @Override
    public double waitProbability() {
        return Math.min(1, utilisation());
    }

    @Override
    public double meanWaitSeconds() {
        return new MG1Queue(arrivalsPerSecond, serviceSeconds, 0).meanWaitSeconds();
    }

    @Override
    public String rightFor() {
        return "prompts of one length read one at a time; the mean is exact, quantiles take the wait for exponential";
    }
}
