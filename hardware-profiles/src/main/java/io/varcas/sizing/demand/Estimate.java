package io.varcas.sizing.demand;

import io.varcas.calibration.RelativeErrors;

/**
 * A predicted value and the interval nine in ten measurements fell into where this kind of prediction was checked.
 *
 * @param value the prediction; infinite if there is no steady state
 * @param low lower end of the interval
 * @param high upper end of the interval
 */
public record Estimate(double value, double low, double high) {

    /** However badly its kind was predicted, a value is not stretched to more than ten times itself. */
    private static final double MOST_ERROR = 0.9;

    /**
     * Widens a value by the errors its kind was found to have. Those are {@code predicted / measured - 1}, so nine in ten
     * measurements lie between {@code value / (1 + p90)} and {@code value / (1 - p90)}.
     */
    public static Estimate of(double value, RelativeErrors errors) {
        double p90 = Math.min(MOST_ERROR, errors.p90());
        return new Estimate(value, value / (1 + p90), value / (1 - p90));
    }

    /** Returns another value with an interval that is as wide in proportion. */
    public Estimate scaledTo(double other) {
        return new Estimate(other, other * low / value, other * high / value);
    }
}
