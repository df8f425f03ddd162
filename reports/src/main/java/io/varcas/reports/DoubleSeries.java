package io.varcas.reports;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Numbers in a row, {@link Double#NaN} where there is none; they do not change. */
public final class DoubleSeries {

    private final double[] values;

    private DoubleSeries(double[] values) {
        this.values = values;
    }

    /** Copies numbers. */
    public static DoubleSeries of(double... values) {
        return new DoubleSeries(values.clone());
    }

    /** Collects numbers. */
    public static DoubleSeries of(DoubleStream values) {
        return new DoubleSeries(values.toArray());
    }

    /** Returns the number of values. */
    public int size() {
        return values.length;
    }

    /**
     * Returns a number.
     *
     * @param index from 0 to {@code size() - 1}
     */
    public double at(int index) {
        return values[index];
    }

    /** Returns them in their order. */
    public DoubleStream stream() {
        return Arrays.stream(values);
    }

    /** Returns those that are numbers. */
    public DoubleStream present() {
        return stream().filter(value -> !Double.isNaN(value));
    }

    /** Returns these numbers and others after them. */
    public DoubleSeries then(DoubleSeries next) {
        return of(DoubleStream.concat(stream(), next.stream()));
    }
}
