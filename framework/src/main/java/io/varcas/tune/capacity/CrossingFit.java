package io.varcas.tune.capacity;

import java.util.Arrays;
import java.util.List;

/**
 * The load at which the first of several quantities crosses its bound, from runs at several loads: the posterior of the crossing of a
 * monotone curve, computed on a grid. The share of samples beyond a bound is logistic in the logarithm of the load, as in the estimation of
 * an effective dose (Finney, Probit Analysis, 1971), with a deviation of each block of a run ({@link BlockShares}); a mean is a power of
 * the load. The prior is flat in the logarithm of the crossing, and wide about the usual slope and spread of servers, so that runs decide
 * between a cliff and a slow decline. A run that ended early counts by what it measured: the likelihood does not depend on the rule by which it ended.
 */
final class CrossingFit {

    private static final int CROSSINGS = 160;
    private static final int SLOPES = 14;
    private static final double LEAST_SLOPE = 1;
    private static final double GREATEST_SLOPE = 300;

    /** Slope of a mean for a slope of a share: a share beyond a bound rises several times as fast as the mean. */
    private static final double OF_MEAN = 0.25;

    /** Share of the posterior that a finer grid may leave out. */
    private static final double NEGLIGIBLE = 1e-6;

    private static final double REACH = Math.log(8);

    /** Centres and standard deviations of the normal priors of the logarithms of slope and spread. */
    private static final double USUAL_SLOPE = Math.log(25);

    private static final double SLOPE_DEVIATION = 0.8;
    private static final double USUAL_SPREAD = Math.log(1);
    private static final double SPREAD_DEVIATION = 0.7;

    /** The measurement of one quantity at one load. */
    sealed interface Evidence {

        /** Returns the logarithm of the load. */
        double logLoad();

        /** Returns the part of it that counts, from 0 to 1. */
        double weight();

        /** Returns the same with another weight. */
        Evidence weighing(double other);

        /** Returns the logarithm of the likelihood, if the load is so far above the crossing, by its logarithm times the slope. */
        double logLikelihood(double above, int spread);
    }

    /**
     * Samples beyond a bound.
     *
     * @param logLoad logarithm of the load
     * @param weight part of it that counts
     * @param blocks likelihood of its blocks
     * @param atBound logit at which the long-run share is the allowed one, for each spread
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares or changes them
    record Share(double logLoad, double weight, BlockShares blocks, double[] atBound) implements Evidence {

        @Override
        public Evidence weighing(double other) {
            return new Share(logLoad, other, blocks, atBound);
        }

        @Override
        public double logLikelihood(double above, int spread) {
            return weight * blocks.logLikelihood(atBound[spread] + above, spread);
        }
    }

    /**
     * A mean.
     *
     * @param logLoad logarithm of the load
     * @param weight part of it that counts
     * @param margin logarithm of mean over bound
     * @param error standard error of the margin
     */
    record Mean(double logLoad, double weight, double margin, double error) implements Evidence {

        @Override
        public Evidence weighing(double other) {
            return new Mean(logLoad, other, margin, error);
        }

        @Override
        public double logLikelihood(double above, int spread) {
            double deviation = (margin - OF_MEAN * above) / error;
            return -weight * deviation * deviation / 2;
        }
    }

    /**
     * The side of the crossing on which a load lies, shown with few errors.
     *
     * @param logLoad logarithm of the load
     * @param weight part of it that counts
     * @param above whether the load is above the crossing
     */
    record Side(double logLoad, double weight, boolean above) implements Evidence {

        /** Factor by which the right side is likelier far from the crossing. */
        private static final double ODDS = 50;

        @Override
        public Evidence weighing(double other) {
            return new Side(logLoad, other, above);
        }

        @Override
        public double logLikelihood(double distance, int spread) {
            double sure = 1 / (1 + Math.exp(above ? -distance : distance));
            return weight * Math.log(1 / ODDS + (1 - 1 / ODDS) * sure);
        }
    }

    private final double[] logLoads;
    private final double[] atLeast;

    private CrossingFit(double[] logLoads, double[] atLeast) {
        this.logLoads = logLoads;
        this.atLeast = atLeast;
    }

    /**
     * Fits the least of several crossings.
     *
     * @param quantities the evidence on each quantity, at least one
     */
    static CrossingFit of(List<List<Evidence>> quantities) {
        double[] loads = quantities.stream()
                .flatMap(List::stream)
                .mapToDouble(Evidence::logLoad)
                .sorted()
                .toArray();
        double low = loads[0] - REACH;
        double high = loads[loads.length - 1] + REACH;
        CrossingFit fit = on(low, high, quantities);
        for (int i = 0; i < 2; i++) {
            double step = fit.logLoads[1] - fit.logLoads[0];
            fit = on(fit.quantile(NEGLIGIBLE) - step, fit.quantile(1 - NEGLIGIBLE) + step, quantities);
        }
        return fit;
    }

    private static CrossingFit on(double low, double high, List<List<Evidence>> quantities) {
        double[] grid = new double[CROSSINGS];
        for (int i = 0; i < CROSSINGS; i++) {
            grid[i] = low + (high - low) * i / (CROSSINGS - 1);
        }
        double[] atLeast = new double[CROSSINGS];
        Arrays.fill(atLeast, 1);
        for (List<Evidence> quantity : quantities) {
            double[] tail = tail(grid, quantity);
            for (int i = 0; i < CROSSINGS; i++) {
                atLeast[i] *= tail[i];
            }
        }
        return new CrossingFit(grid, atLeast);
    }

    /** Returns the probability that the crossing of one quantity is at each point of the grid or above. */
    private static double[] tail(double[] grid, List<Evidence> quantity) {
        int spreads = BlockShares.SPREADS.length;
        double[][] logs = new double[grid.length][SLOPES * spreads];
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < grid.length; i++) {
            for (int j = 0; j < SLOPES; j++) {
                double slope = LEAST_SLOPE * Math.pow(GREATEST_SLOPE / LEAST_SLOPE, j / (SLOPES - 1.0));
                for (int k = 0; k < spreads; k++) {
                    double sum = prior(Math.log(slope), USUAL_SLOPE, SLOPE_DEVIATION)
                            + prior(Math.log(BlockShares.SPREADS[k]), USUAL_SPREAD, SPREAD_DEVIATION);
                    for (Evidence one : quantity) {
                        sum += one.logLikelihood(slope * (one.logLoad() - grid[i]), k);
                    }
                    logs[i][j * spreads + k] = sum;
                    greatest = Math.max(greatest, sum);
                }
            }
        }
        double[] tail = new double[grid.length];
        double total = 0;
        for (int i = grid.length - 1; i >= 0; i--) {
            for (double log : logs[i]) {
                total += Math.exp(log - greatest);
            }
            tail[i] = total;
        }
        for (int i = 0; i < tail.length; i++) {
            tail[i] /= total;
        }
        return tail;
    }

    private static double prior(double value, double centre, double deviation) {
        double distance = (value - centre) / deviation;
        return -distance * distance / 2;
    }

    /** Returns the load that the crossing is below with a probability. */
    double load(double probability) {
        return Math.exp(quantile(probability));
    }

    private double quantile(double probability) {
        double above = 1 - probability;
        int i = 1;
        while (i < logLoads.length - 1 && atLeast[i] > above) {
            i++;
        }
        double span = atLeast[i - 1] - atLeast[i];
        double share = span <= 0 ? 0 : Math.max(0, Math.min(1, (atLeast[i - 1] - above) / span));
        return logLoads[i - 1] + share * (logLoads[i] - logLoads[i - 1]);
    }
}
