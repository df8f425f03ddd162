package io.varcas.stats;

/** The probability that at least one of k outputs passes, estimated from more outputs than k. */
public final class PassAtK {

    private PassAtK() {}

    /**
     * Returns the unbiased estimate {@code 1 - C(n - c, k) / C(n, k)} for one prompt, as a product so that no binomial overflows (Chen
     * et al., Evaluating Large Language Models Trained on Code, arXiv 2107.03374, 2021, section 2.1). {@code 1 - (1 - c/n)^k} would be
     * too low.
     *
     * @param n outputs, at least {@code k}
     * @param correct outputs that pass, from 0 to {@code n}
     * @param k at least 1
     * @return from 0 to 1
     * @throws IllegalArgumentException if one of them is out of range
     */
    public static double estimate(int n, int correct, int k) {
        if (k < 1 || n < k || correct < 0 || correct > n) {
            throw new IllegalArgumentException("pass@" + k + " of " + correct + " correct among " + n
                    + " outputs; it needs 1 <= k <= n, 0 <= c <= n");
        }
        if (n - correct < k) {
            return 1;
        }
        double none = 1;
        for (int i = n - correct + 1; i <= n; i++) {
            none *= 1 - (double) k / i;
        }
        return 1 - none;
    }
}
