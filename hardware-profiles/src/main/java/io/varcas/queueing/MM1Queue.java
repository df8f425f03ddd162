package io.varcas.queueing;

/**
 * One server, Poisson arrivals, exponential service: {@code E[W] = rho / (1 - rho) * E[S]}, {@code P(W > t) = rho
 * e^(-rho t / E[W])}.
 *
 * @param arrivalsPerSecond arrival rate, at least 0
 * @param meanServiceSeconds mean service time, above 0
 */
public record MM1Queue(double arrivalsPerSecond, double meanServiceSeconds) implements Queue {

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public MM1Queue {
        Queue.check("M/M/1", arrivalsPerSecond, meanServiceSeconds).raise();
    }

    @Override
    public double utilisation() {
        return arrivalsPerSecond * meanServiceSeconds;
    }

    @Override
    public double waitProbability() {
        return Math.min(1, utilisation());
    }

    @Override
    public double meanWaitSeconds() {
        return stable() ? utilisation() / (1 - utilisation()) * meanServiceSeconds : Double.POSITIVE_INFINITY;
    }

    @Override
    public String rightFor() {
        return "one request at a time with exponential service; quantiles are exact";
    }
}
