package io.varcas.queueing;

/**
 * One server, Poisson arrivals, service of any distribution (Pollaczek-Khinchine):
 *
 * <pre>
 * E[W] = rho / (1 - rho) * (1 + cv^2) / 2 * E[S]
 * </pre>
 *
 * @param arrivalsPerSecond arrival rate, at least 0
 * @param meanServiceSeconds mean service time, above 0
 * @param squaredVariation squared coefficient of variation of the service time, at least 0
 */
public record MG1Queue(double arrivalsPerSecond, double meanServiceSeconds, double squaredVariation) implements Queue {

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public MG1Queue {
        Queue.check("M/G/1", arrivalsPerSecond, meanServiceSeconds)
                .notNegative("squared variation", squaredVariation, "")
                .raise();
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
        return stable()
                ? utilisation() / (1 - utilisation()) * (1 + squaredVariation) / 2 * meanServiceSeconds
                : Double.POSITIVE_INFINITY;
    }

    @Override
    public String rightFor() {
        return "max-num-seqs 1, or an engine that reads one prompt at a time (a prefill node); wrong with whole requests"
                + " as service, by 40 times on capacity; the mean is exact, quantiles take the wait for exponential";
    }
}
