package io.varcas.tune.capacity;

import java.util.Arrays;
import java.util.Optional;

/**
 * The rise of the requests in flight during the measured time of an open loop: the server does not keep up, and its
 * queue grows without end.
 *
 * @param perSecond how many more there are each second
 * @param from mean number in flight in the first third of the measured time
 * @param to mean number in its last third
 */
record QueueGrowth(double perSecond, double from, double to) {

    /** A count of independent requests in flight differs from its mean by more than this many standard deviations hardly ever. */
    private static final double DEVIATIONS = 4;

    /** Smallest share of the arrivals that must pile up. */
    private static final double LEAST_SHARE = 0.04;

    /**
     * Finds growth: the thirds rise one after the other, by more than chance, and by a share of the arrivals that is not small.
     *
     * @param inFlight requests in flight at each whole second since the load began
     * @param warmupSeconds when the measured time begins
     * @param endSeconds when it ends
     * @param arrivalsPerSecond rate of the arrivals
     * @param fewestSeconds measured time below which a trend may be a burst
     */
    static Optional<QueueGrowth> of(
            double[] inFlight,
            double warmupSeconds,
            double endSeconds,
            double arrivalsPerSecond,
            double fewestSeconds) {
        int start = (int) Math.ceil(warmupSeconds);
        int end = (int) Math.min(inFlight.length, Math.floor(endSeconds));
        if (end - start < fewestSeconds) {
            return Optional.empty();
        }
        int third = (end - start) / 3;
        double first = mean(inFlight, start, start + third);
        double middle = mean(inFlight, start + third, end - third);
        double last = mean(inFlight, end - third, end);
        double perSecond = (last - first) / (end - start - third);
        boolean rises = first < middle && middle < last;
        boolean beyondChance = last - first > DEVIATIONS * Math.sqrt(2 * (first + 1));
        return rises && beyondChance && perSecond > LEAST_SHARE * arrivalsPerSecond
                ? Optional.of(new QueueGrowth(perSecond, first, last))
                : Optional.empty();
    }

    private static double mean(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).average().orElse(0);
    }
}
