package io.varcas.stats;

/** Published samples, so that other programs' answers are known. */
final class Example {

    /** Hamilton depression scores before and after treatment (Hollander and Wolfe, 1973, 29f.; R's example of a paired test). */
    static final double[] BEFORE = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};

    static final double[] AFTER = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};

    /** The samples of the worked example of Welch's test in the encyclopedias. */
    static final double[] LEFT = {
        27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4
    };

    static final double[] RIGHT = {
        27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5, 24.4
    };

    private Example() {}

    static double mean(double... values) {
        return Moments.of(values).mean();
    }

    static double relativeChange(double[] a, double[] b) {
        return mean(b) / mean(a) - 1;
    }
}
