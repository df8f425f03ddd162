package io.varcas.stats;

/** Checks of samples that the functions of this package share. */
final class Samples {

    private Samples() {}

    static void needs(int least, double[] sample, String what) {
        if (sample.length < least) {
            throw new IllegalArgumentException(
                    what + " needs at least " + least + " values; there are " + sample.length);
        }
    }

    static void paired(double[] a, double[] b, String what) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(what + " needs pairs; there are " + a.length + " values on one side and "
                    + b.length + " on the other");
        }
    }

    static void confidence(double confidence) {
        probability("confidence", confidence);
    }

    static void probability(String name, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(name + " is " + value + "; it must lie between 0 and 1");
        }
    }

    static double[] differences(double[] a, double[] b, String what) {
        paired(a, b, what);
        double[] differences = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            differences[i] = b[i] - a[i];
        }
        return differences;
    }

    static double[] without(double[] sample, int index) {
        double[] rest = new double[sample.length - 1];
        System.arraycopy(sample, 0, rest, 0, index);
        System.arraycopy(sample, index + 1, rest, index, rest.length - index);
        return rest;
    }
}
