package io.varcas.stats;

/**
 * Mean and spread of a sample.
 *
 * @param n values
 * @param mean arithmetic mean
 * @param squares sum of the squared deviations from the mean
 */
public record Moments(int n, double mean, double squares) {

    /**
     * Computes them in two passes, so that a small spread on a large mean is not lost.
     *
     * @param sample at least one value
     * @throws IllegalArgumentException if it is empty
     */
    public static Moments of(double[] sample) {
        Samples.needs(1, sample, "a mean");
        double sum = 0;
        for (double value : sample) {
            sum += value;
        }
        double mean = sum / sample.length;
        double squares = 0;
        for (double value : sample) {
            squares += (value - mean) * (value - mean);
        }
        return new Moments(sample.length, mean, squares);
    }

    /** Returns the sample standard deviation, {@code sqrt(squares / (n - 1))}; not a number for one value. */
    public double sampleSd() {
        return n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1));
    }

    /** Returns the population standard deviation, {@code sqrt(squares / n)}: numpy's default. */
    public double populationSd() {
        return Math.sqrt(squares / n);
    }

    /** Returns the standard error of the mean, {@code sampleSd / sqrt(n)}; not a number for one value. */
    public double standardError() {
        return sampleSd() / Math.sqrt(n);
    }

    /**
     * Returns the coefficient of variation, {@code sampleSd / |mean|}: the noise floor of repeats. Not a number for one
     * value; infinite for a mean of 0 that varies.
     */
    public double variation() {
        double sd = sampleSd();
        return sd == 0 ? 0 : sd / Math.abs(mean);
    }
}
