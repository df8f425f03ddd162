package io.varcas.reports;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Numbers in a row, {@link Double#NaN} where there is none; they do not change. */
public final class Doubles {

    private final double[] values;

    private Doubles(double[] values) {
        this.values = values;
    }

    /** Copies numbers. */
    public static Doubles of(double... values) {
        return new Doubles(values.clone());
    }

    /** Collects numbers. */
    public static Doubles of(DoubleStream values) {
        return new Doubles(values.toArray());
    }

    /** How many there are. */
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
    public Doubles then(Doubles next) {
        return of(DoubleStream.concat(stream(), next.stream()));
    }
}
