package io.varcas.queueing;

/**
 * Several servers behind one queue, Poisson arrivals, exponential service: {@code P(wait)} is Erlang's C,
 *
 * <pre>
 * E[W] = C(c, a) / (c / E[S] - lambda)      P(W > t) = C(c, a) e^(-(c / E[S] - lambda) t)
 * </pre>
 *
 * @param arrivalsPerSecond arrival rate, at least 0
 * @param meanServiceSeconds mean service time, above 0
 * @param servers how many (c), at least 1
 */
public record MMcQueue(double arrivalsPerSecond, double meanServiceSeconds, int servers) implements Queue {

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public MMcQueue {
        Queue.check("M/M/c", arrivalsPerSecond, meanServiceSeconds)
                .atLeast(1, "servers", servers, "")
                .raise();
    }

    @Override
    public double utilisation() {
        return offeredErlangs() / servers;
    }

    /** Erlang's C by way of Erlang's B, whose recursion {@code B_k = a B_(k-1) / (k + a B_(k-1))} is stable for any c. */
    @Override
    public double waitProbability() {
        if (!stable()) {
            return 1;
        }
        double a = offeredErlangs();
        double blocking = 1;
        for (int k = 1; k <= servers; k++) {
            blocking = a * blocking / (k + a * blocking);
        }
        return blocking / (1 - utilisation() * (1 - blocking));
    }

    @Override
    public double meanWaitSeconds() {
        return stable()
                ? waitProbability() / (servers / meanServiceSeconds - arrivalsPerSecond)
                : Double.POSITIVE_INFINITY;
    }

    @Override
    public String rightFor() {
        return "replicas with max-num-seqs slots each, only while a step takes the same time whatever it carries; quantiles"
                + " are exact";
    }

    private double offeredErlangs() {
        return arrivalsPerSecond * meanServiceSeconds;
    }
}
