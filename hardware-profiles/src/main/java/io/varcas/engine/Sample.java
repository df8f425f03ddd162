package io.varcas.engine;

import io.varcas.validation.Violations;
import java.util.Arrays;
import java.util.List;

/**
 * Latencies of the requests of a simulation, in seconds. Requests that never finished stand at infinity, so that a
 * quantile is what a user met, not what those lucky enough to be served met.
 */
public final class Sample {

    private final double[] sorted;
    private final int finite;
    private final double mean;
    private final double standardDeviation;

    /**
     * @param seconds latencies in any order, infinite where the request never got there; copied
     */
    public Sample(double[] seconds) {
        sorted = seconds.clone();
        Arrays.sort(sorted);
        int count = 0;
        double sum = 0;
        while (count < sorted.length && sorted[count] < Double.POSITIVE_INFINITY) {
            sum += sorted[count++];
        }
        finite = count;
        mean = sum / finite;
        double squares = 0;
        for (int i = 0; i < finite; i++) {
            squares += (sorted[i] - mean) * (sorted[i] - mean);
        }
        standardDeviation = Math.sqrt(squares / (finite - 1));
    }

    /** Returns one sample of the requests of several. */
    public static Sample pooled(List<Sample> samples) {
        return new Sample(samples.stream()
                .flatMapToDouble(sample -> Arrays.stream(sample.sorted))
                .toArray());
    }

    /** Returns how many requests there are, those that never got there included. */
    public int count() {
        return sorted.length;
    }

    /** Returns how many requests got there. */
    public int finiteCount() {
        return finite;
    }

    /** Returns the mean over those that got there, seconds; not a number if none did. */
    public double mean() {
        return mean;
    }

    /** Returns the sample standard deviation over those that got there, seconds; not a number if fewer than two did. */
    public double standardDeviation() {
        return standardDeviation;
    }

    /**
     * Returns a quantile over all requests, by linear interpolation between ranks, in seconds; infinite if it falls among
     * those that never got there, not a number if there is no request.
     *
     * @param q from 0 to 1
     * @throws IllegalArgumentException if {@code q} is not from 0 to 1
     */
    public double quantile(double q) {
        Violations.in("quantile").within(0, 1, "q", q, "").raise();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double rank = q * (sorted.length - 1);
        int low = (int) rank;
        double share = rank - low;
        if (share == 0 || sorted[low] == sorted[low + 1]) {
            return sorted[low]; // also keeps infinity minus infinity out
        }
        return sorted[low] + share * (sorted[low + 1] - sorted[low]);
    }

    /** Returns the sample of those that got there alone: what a report shows that leaves the others out. */
    public Sample finished() {
        return new Sample(Arrays.copyOf(sorted, finite));
    }

    /** Returns whether the sample is large enough to state a quantile: ten requests beyond it. */
    public boolean supports(double q) {
        return sorted.length * (1 - q) >= 10;
    }
}
