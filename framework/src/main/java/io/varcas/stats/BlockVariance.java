package io.varcas.stats;

/**
 * Variance of the sum of consecutive blocks that may depend on each other. The blocks count as an autoregression of order one: correlation
 * {@code r} between neighbours leaves {@code b (1 - r) / (1 + r)} independent ones of {@code b}, and the t-quantile of that number allows
 * for how little they say (Zwiers and von Storch, Journal of Climate 8, 1995). A few blocks underestimate their correlation, so it is
 * corrected (Marriott and Pope, Biometrika 41, 1954) and taken {@value #CAUTION} standard errors higher.
 *
 * @param variance variance of the sum; 0 if all blocks are equal
 * @param freedom degrees of freedom of that variance
 */
record BlockVariance(double variance, double freedom) {

    /** Standard errors by which the correlation is taken higher: chosen so that intervals of short runs cover; see the tests. */
    private static final double CAUTION = 0.6;

    /** Correlation that is taken at most; above it there would be less than half of 20 blocks left. */
    private static final double HIGHEST = 0.97;

    /** Fewest independent blocks: the t-quantile of fewer would bound nothing, and covers no better. */
    private static final double FEWEST = 3;

    /**
     * Computes the variance.
     *
     * @param deviations deviation of each block from the whole, in the order of time
     * @param evidence standard errors above which the correlation between neighbours counts; below, the blocks count as independent
     */
    static BlockVariance of(double[] deviations, double evidence) {
        int blocks = deviations.length;
        double squares = 0;
        double products = 0;
        for (int i = 0; i < blocks; i++) {
            squares += deviations[i] * deviations[i];
            products += i > 0 ? deviations[i] * deviations[i - 1] : 0;
        }
        double standardError = 1 / Math.sqrt(blocks);
        double unbiased = squares == 0 ? 0 : products / squares + 1.0 / blocks;
        double correlation = unbiased > evidence * standardError
                ? Math.min(HIGHEST, unbiased / (1 - 3.0 / blocks) + CAUTION * standardError)
                : 0;
        double independent = Math.max(FEWEST, blocks * (1 - correlation) / (1 + correlation));
        return new BlockVariance(squares * blocks / (independent - 1), independent - 1);
    }

    /** Returns whether the blocks count as dependent. */
    boolean dependent(int blocks) {
        return freedom < blocks - 1;
    }

    /** Returns how far the sum may be off, at a confidence. */
    double reach(double confidence) {
        return variance == 0 ? 0 : StudentT.quantile(0.5 + confidence / 2, freedom) * Math.sqrt(variance);
    }
}
