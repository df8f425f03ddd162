package io.varcas.tune.capacity;

/**
 * The likelihood of the blocks of one run: how many samples of each block are beyond a bound. The share of a block is logistic-normal:
 * its logit is that of the load, plus a normal deviation of the block. Requests of a loaded server exceed a bound in bursts; at the load
 * where 5 % do in the long run, most blocks show 1 % and a few show 30 %, and only a model of that spread estimates the long-run share from
 * few blocks.
 */
final class BlockShares {

    /** Standard deviations of the logit of a block, from blocks that hardly differ to blocks of all or nothing. */
    static final double[] SPREADS = {0.1, 0.4, 0.8, 1.2, 1.7, 2.3, 3, 4};

    private static final double LEAST = -14;
    private static final double STEP = 0.15;
    private static final int LOGITS = 162;
    private static final int DEVIATIONS = 41;
    private static final double FARTHEST = 4;

    /** Logarithms of {@code 1 + exp(x)}, which a fit needs by the million. */
    private static final double FINE = 0.02;

    private static final double FINE_LEAST = -32;
    private static final double[] SOFTPLUS = new double[3_201];
    private static final double[] LOG_WEIGHTS = new double[DEVIATIONS];
    private static final double[] DEVIATION = new double[DEVIATIONS];

    static {
        for (int i = 0; i < SOFTPLUS.length; i++) {
            double x = FINE_LEAST + i * FINE;
            SOFTPLUS[i] = x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
        }
        double sum = 0;
        for (int i = 0; i < DEVIATIONS; i++) {
            DEVIATION[i] = -FARTHEST + 2 * FARTHEST * i / (DEVIATIONS - 1);
            sum += Math.exp(-DEVIATION[i] * DEVIATION[i] / 2);
        }
        for (int i = 0; i < DEVIATIONS; i++) {
            LOG_WEIGHTS[i] = -DEVIATION[i] * DEVIATION[i] / 2 - Math.log(sum);
        }
    }

    private final double[][] logs = new double[SPREADS.length][LOGITS];

    /**
     * Computes the likelihood.
     *
     * @param sizes samples of each block
     * @param beyond those of them beyond the bound
     */
    BlockShares(double[] sizes, double[] beyond) {
        double[] terms = new double[DEVIATIONS];
        for (int spread = 0; spread < SPREADS.length; spread++) {
            for (int i = 0; i < LOGITS; i++) {
                double logit = LEAST + i * STEP;
                double sum = 0;
                for (int block = 0; block < sizes.length; block++) {
                    sum += sizes[block] == 0 ? 0 : block(sizes[block], beyond[block], logit, SPREADS[spread], terms);
                }
                logs[spread][i] = sum;
            }
        }
    }

    private static double block(double n, double beyond, double logit, double spread, double[] terms) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < DEVIATIONS; i++) {
            double x = logit + spread * DEVIATION[i];
            terms[i] = LOG_WEIGHTS[i] + beyond * x - n * softplus(x);
            greatest = Math.max(greatest, terms[i]);
        }
        double sum = 0;
        for (double term : terms) {
            sum += term < greatest - 30 ? 0 : Math.exp(term - greatest);
        }
        return greatest + Math.log(sum);
    }

    private static double softplus(double x) {
        int at = (int) Math.rint((x - FINE_LEAST) / FINE);
        return at < 0 ? 0 : at >= SOFTPLUS.length ? x : SOFTPLUS[at];
    }

    /**
     * Returns the logarithm of the likelihood.
     *
     * @param logit logit of the share of a block without a deviation
     * @param spread place of the standard deviation in {@link #SPREADS}
     */
    double logLikelihood(double logit, int spread) {
        double place = Math.max(0, Math.min(LOGITS - 1.001, (logit - LEAST) / STEP));
        int below = (int) place;
        double[] log = logs[spread];
        return log[below] + (place - below) * (log[below + 1] - log[below]);
    }

    /** Returns the logit of a block without a deviation at which the share of all blocks together is {@code share}. */
    static double logitOf(double share, int spread) {
        double low = LEAST - 20;
        double high = 20;
        while (high - low > 1e-6) {
            double middle = (low + high) / 2;
            double mean = 0;
            for (int i = 0; i < DEVIATIONS; i++) {
                mean += Math.exp(LOG_WEIGHTS[i]) / (1 + Math.exp(-middle - SPREADS[spread] * DEVIATION[i]));
            }
            if (mean < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
