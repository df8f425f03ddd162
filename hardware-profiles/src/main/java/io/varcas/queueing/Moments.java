package io.varcas.queueing;

/** Mean and squared variation of values, as they come. */
final class Moments {

    private long count;
    private double sum;
    private double squares;

    void add(double value) {
        count++;
        sum += value;
        squares += value * value;
    }

    double mean() {
        return sum / count;
    }

    double meanSquare() {
        return squares / count;
    }

    /** Returns the variance over squared mean. */
    double squaredVariation() {
        return Math.max(0, meanSquare() / (mean() * mean()) - 1);
    }
}
