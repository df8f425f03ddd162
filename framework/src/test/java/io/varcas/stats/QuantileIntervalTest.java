package io.varcas.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Coverage of the interval on servers whose true quantiles are known: as often as it promises, within four standard errors. */
class QuantileIntervalTest {

    private static final int BLOCKS = 20;
    private static final int TRIALS = 1_200;

    /** 90 %, less two standard errors of so many trials. */
    private static final double LEAST_OF_DEPENDENT = 0.883;

    /** Responses of independent exponential times with mean 1. */
    private static double[] independent(Random random, int n) {
        return random.doubles(n).map(u -> -Math.log(1 - u)).toArray();
    }

    /** Times in the system of an M/M/1 queue at 70 % load; they are exponential with mean 1 / 0.3, and autocorrelated. */
    private static double[] queue(Random random, int n) {
        double[] times = new double[n];
        double waiting = -Math.log(random.nextDouble()) / 0.3;
        waiting = random.nextDouble() < 0.7 ? waiting : 0;
        for (int i = 0; i < n; i++) {
            times[i] = waiting - Math.log(1 - random.nextDouble());
            waiting = Math.max(0, times[i] + Math.log(1 - random.nextDouble()) / 0.7);
        }
        return times;
    }

    /** A server with slow periods of 25 requests on average, in which it takes three times as long: autocorrelated as well. */
    private static double[] slowPeriods(Random random, int n) {
        double[] times = new double[n];
        boolean slow = random.nextDouble() < 0.25;
        for (int i = 0; i < n; i++) {
            slow = random.nextDouble() < (slow ? 1 / 25.0 : 1 / 75.0) != slow;
            times[i] = -Math.log(1 - random.nextDouble()) * (slow ? 3 : 1);
        }
        return times;
    }

    private static double trueQuantile(String server, double q) {
        return switch (server) {
            case "independent" -> -Math.log(1 - q);
            case "queue" -> -Math.log(1 - q) / 0.3;
            default -> {
                double low = 0;
                double high = 60;
                for (int i = 0; i < 100; i++) {
                    double middle = (low + high) / 2;
                    double above = 0.75 * Math.exp(-middle) + 0.25 * Math.exp(-middle / 3);
                    low = above > 1 - q ? middle : low;
                    high = above > 1 - q ? high : middle;
                }
                yield low;
            }
        };
    }

    private static double at(double[] sorted, double level) {
        double rank = Math.max(1, level * sorted.length);
        int lower = (int) Math.floor(rank);
        double next = sorted[Math.min(sorted.length, lower + 1) - 1];
        return sorted[lower - 1] + (rank - lower) * (next - sorted[lower - 1]);
    }

    private static Coverage coverage(String server, int n, double q, int trials) {
        Random random = new Random(11);
        Function<Random, double[]> draw = switch (server) {
            case "independent" -> source -> independent(source, n);
            case "queue" -> source -> queue(source, n);
            default -> source -> slowPeriods(source, n);
        };
        double truth = trueQuantile(server, q);
        int covered = 0;
        int unbounded = 0;
        for (int trial = 0; trial < trials; trial++) {
            double[] times = draw.apply(random);
            double[] sorted = times.clone();
            Arrays.sort(sorted);
            double estimate = sorted[(int) Math.ceil(q * n) - 1];
            double median = sorted[(n - 1) / 2];
            long[] sizes = new long[BLOCKS];
            long[] below = new long[BLOCKS];
            long[] belowMedian = new long[BLOCKS];
            for (int i = 0; i < n; i++) {
                int block = (int) ((long) i * BLOCKS / n);
                sizes[block]++;
                below[block] += times[i] <= estimate ? 1 : 0;
                belowMedian[block] += times[i] <= median ? 1 : 0;
            }
            QuantileInterval interval = QuantileInterval.of(q, sizes, below, belowMedian, 0.95);
            double low = interval.low() == 0 ? 0 : at(sorted, interval.low());
            double high = interval.high() > 1 ? Double.POSITIVE_INFINITY : at(sorted, interval.high());
            covered += low <= truth && truth <= high ? 1 : 0;
            unbounded += Double.isInfinite(high) ? 1 : 0;
        }
        return new Coverage((double) covered / trials, (double) unbounded / trials);
    }

    @ParameterizedTest
    @CsvSource({
        "independent, 200, 0.5",
        "independent, 200, 0.95",
        "independent, 2000, 0.9",
        "independent, 2000, 0.99",
    })
    void coversIndependentTruthAsOftenAsItPromises(String server, int n, double q) {
        assertThat(coverage(server, n, q, TRIALS).covered()).isBetween(0.93, 0.985);
    }

    @ParameterizedTest
    @CsvSource({
        "queue, 500, 0.5",
        "queue, 500, 0.95",
        "queue, 500, 0.99",
        "queue, 2000, 0.9",
        "queue, 2000, 0.99",
        "slow periods, 500, 0.5",
        "slow periods, 500, 0.9",
        "slow periods, 2000, 0.95",
    })
    void coversAutocorrelatedTruth(String server, int n, double q) {
        assertThat(coverage(server, n, q, TRIALS).covered()).isGreaterThan(LEAST_OF_DEPENDENT);
    }

    private static Coverage coverageOfMean(String server, int n, int trials) {
        Random random = new Random(5);
        double truth = server.equals("independent") ? 1 : server.equals("queue") ? 1 / 0.3 : 1.5;
        int covered = 0;
        int unbounded = 0;
        for (int trial = 0; trial < trials; trial++) {
            double[] times = server.equals("independent")
                    ? independent(random, n)
                    : server.equals("queue") ? queue(random, n) : slowPeriods(random, n);
            double[] means = new double[BLOCKS];
            for (int i = 0; i < BLOCKS; i++) {
                means[i] = Arrays.stream(times, i * n / BLOCKS, (i + 1) * n / BLOCKS)
                        .average()
                        .orElseThrow();
            }
            double mean = Arrays.stream(times).average().orElseThrow();
            Interval interval = MeanInterval.of(mean, means, 0.95);
            covered += interval.contains(truth) ? 1 : 0;
            unbounded += Double.isInfinite(interval.high()) ? 1 : 0;
        }
        return new Coverage((double) covered / trials, (double) unbounded / trials);
    }

    @Test
    void theMeanOfBlocksCoversAsWell() {
        assertThat(coverageOfMean("independent", 500, TRIALS).covered()).isBetween(0.93, 0.98);
        assertThat(coverageOfMean("queue", 500, TRIALS).covered()).isGreaterThan(LEAST_OF_DEPENDENT);
        assertThat(coverageOfMean("slow periods", 500, TRIALS).covered()).isGreaterThan(LEAST_OF_DEPENDENT);
    }

    /** Prints the table of docs/measurements. */
    public static void main(String[] arguments) {
        for (String server : new String[] {"independent", "queue", "slow periods"}) {
            for (int n : new int[] {100, 200, 500, 1_000, 2_000, 10_000}) {
                System.out.printf("| %s | %,d |", server, n);
                int trials = n < 10_000 ? 4_000 : 1_000;
                for (double q : new double[] {0.5, 0.9, 0.95, 0.99}) {
                    System.out.print(coverage(server, n, q, trials).cell());
                }
                System.out.println(coverageOfMean(server, n, trials).cell());
            }
        }
    }

    /**
     * Shares of the runs.
     *
     * @param covered interval contains the truth
     * @param unbounded interval has no upper end
     */
    private record Coverage(double covered, double unbounded) {

        private String cell() {
            return unbounded < 0.005
                    ? String.format(" %.1f |", 100 * covered)
                    : String.format(" %.1f (%.0f) |", 100 * covered, 100 * unbounded);
        }
    }
}
