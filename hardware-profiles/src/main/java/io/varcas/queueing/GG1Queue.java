package io.varcas.queueing;

import io.varcas.validation.Violations;

/**
 * One server, arrivals and service of any distribution, by Kingman's approximation:
 *
 * <pre>
 * E[W] ~ rho / (1 - rho) * (ca^2 + cs^2) / 2 * E[S]
 * </pre>
 *
 * @param arrivalsPerSecond arrival rate, at least 0
 * @param meanServiceSeconds mean service time, above 0
 * @param arrivalSquaredVariation squared coefficient of variation of the gaps between arrivals, at least 0
 * @param serviceSquaredVariation the same of the service time, at least 0
 */
public record GG1Queue(
        double arrivalsPerSecond,
        double meanServiceSeconds,
        double arrivalSquaredVariation,
        double serviceSquaredVariation)
        implements Queue {

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public GG1Queue {
        Violations faults = Queue.check("G/G/1", arrivalsPerSecond, meanServiceSeconds);
        faults.notNegative("squared variation of arrivals", arrivalSquaredVariation, "")
                .notNegative("squared variation of service", serviceSquaredVariation, "")
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
                ? utilisation()
                        / (1 - utilisation())
                        * (arrivalSquaredVariation + serviceSquaredVariation)
                        / 2
                        * meanServiceSeconds
                : Double.POSITIVE_INFINITY;
    }

    @Override
    public String rightFor() {
        return "arrivals burstier or smoother than Poisson at one request at a time; an approximation, good in heavy"
                + " traffic; for anything else simulate";
    }
}
