package io.varcas.sizing.demand;

import io.varcas.engine.RequestMix;
import io.varcas.traffic.ArrivalProcess;
import io.varcas.traffic.GammaArrivals;
import io.varcas.traffic.HawkesArrivals;
import io.varcas.traffic.LengthDistribution;
import io.varcas.traffic.LogNormalLengths;
import io.varcas.traffic.PoissonArrivals;
import io.varcas.validation.Violations;
import java.time.Duration;

/**
 * The traffic of a kind of service, and what it objectives.
 *
 * @param id its short name, as in {@code --workload chat}
 * @param requests how long prompts and outputs are, history and retrieved context included, and what prompts share
 * @param burstiness squared coefficient of variation of the gaps between arrivals, at least 0.01: 1 is Poisson, more is
 *     burstier
 * @param branchingRatio for self-exciting arrivals, the mean number each brings about, from 0 (none) to below 1
 * @param peakFactor how many times the mean rate the peak is, at least 1
 * @param thinkTime mean time between a response and the same user's next request
 * @param objectives what it objectives
 */
public record ServiceWorkload(
        String id,
        RequestMix requests,
        double burstiness,
        double branchingRatio,
        double peakFactor,
        Duration thinkTime,
        Objectives objectives) {

    private static final double HAWKES_DECAY_PER_SECOND = 2;

    /**
     * @throws IllegalArgumentException naming every value that is out of its range
     */
    public ServiceWorkload {
        Violations.in("workload " + id)
                .notBlank("id", id)
                .within(0.01, 1e3, "burstiness", burstiness, "")
                .findIf(
                        !(branchingRatio >= 0 && branchingRatio < 1),
                        "branching ratio is " + branchingRatio + "; it must be in [0, 1)")
                .within(1, 1e3, "peak factor", peakFactor, "")
                .findIf(thinkTime.isNegative(), "think time is " + thinkTime + "; it must be at least 0")
                .raise();
    }

    /** Returns Poisson traffic of these requests, without think time or peaks. */
    public static ServiceWorkload of(String id, RequestMix requests, Objectives objectives) {
        return new ServiceWorkload(id, requests, 1, 0, 1, Duration.ZERO, objectives);
    }

    /** Returns this workload with other objectives. */
    public ServiceWorkload withObjectives(Objectives others) {
        return new ServiceWorkload(id, requests, burstiness, branchingRatio, peakFactor, thinkTime, others);
    }

    /** Returns this workload with other requests. */
    public ServiceWorkload withRequests(RequestMix others) {
        return new ServiceWorkload(id, others, burstiness, branchingRatio, peakFactor, thinkTime, objectives);
    }

    /** Returns its arrivals at a mean rate: Poisson, gamma if burstier or smoother, Hawkes if self-exciting. */
    public ArrivalProcess arrivals(double ratePerSecond) {
        if (branchingRatio > 0) {
            return HawkesArrivals.withMeanRate(
                    ratePerSecond, branchingRatio * HAWKES_DECAY_PER_SECOND, HAWKES_DECAY_PER_SECOND);
        }
        return burstiness == 1 ? new PoissonArrivals(ratePerSecond) : new GammaArrivals(ratePerSecond, 1 / burstiness);
    }

    /**
     * Returns the squared coefficient of variation of the gaps between its arrivals, as a queue sees it over a long time: 1 for
     * Poisson, {@code 1 / (1 - branching ratio)^2} for self-exciting ones (Hawkes 1971).
     */
    public double arrivalSquaredVariation() {
        return branchingRatio > 0 ? 1 / ((1 - branchingRatio) * (1 - branchingRatio)) : burstiness;
    }

    /** Returns the mean tokens of a prompt that are found in the prefix cache, if it remembers every prefix. */
    public double meanCachedTokens() {
        RequestMix.SharedPrefix prefix = requests.sharedPrefix();
        return prefix == null ? 0 : prefix.share() * Math.min(prefix.tokens(), requests.meanPromptTokens() - 1);
    }

    /** Returns the longest request there can be, tokens. */
    public long longestRequestTokens() {
        return (long) requests.promptLengths().max() + requests.outputLengths().max();
    }

    /**
     * Returns this workload with lengths cut so that every request fits a context: outputs keep their limit, prompts
     * give way.
     *
     * @throws IllegalArgumentException if not even the mean request fits
     */
    public ServiceWorkload fittedTo(int contextTokens) {
        if (longestRequestTokens() <= contextTokens) {
            return this;
        }
        double mean = requests.meanPromptTokens() + requests.meanOutputTokens();
        if (mean > contextTokens) {
            throw new IllegalArgumentException("workload " + id + " needs " + Math.round(mean)
                    + " tokens a request on average; the context has " + contextTokens);
        }
        int output = Math.min(requests.outputLengths().max(), contextTokens / 2);
        LengthDistribution outputs = cut(requests.outputLengths(), output);
        LengthDistribution prompts = cut(requests.promptLengths(), contextTokens - output);
        return withRequests(new RequestMix(prompts, outputs, requests.sharedPrefix()));
    }

    private static LengthDistribution cut(LengthDistribution lengths, int most) {
        if (lengths.max() <= most) {
            return lengths;
        }
        double mean = Math.min(lengths.clampedMean(), most);
        return new LogNormalLengths(mean, lengths.clampedStandardDeviation(), Math.min(lengths.min(), most), most);
    }
}
