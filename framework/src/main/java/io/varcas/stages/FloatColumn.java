package io.varcas.stages;

import java.util.Arrays;

/** A growing column of numbers, four bytes each; {@link Float#NaN} where there is none. */
final class FloatColumn {

    private float[] values = new float[1024];
    private int size;

    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = (float) value;
    }

    /** Returns the mean of some rows. */
    double mean(int[] rows, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[rows[i]];
        }
        return sum / (to - from);
    }

    /** Returns the rows with a number, by rising number: the bits of floats of 0 and more have the order of the floats. */
    int[] order() {
        long[] keys = new long[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (!Float.isNaN(values[i])) {
                keys[count++] = (long) Float.floatToIntBits(Math.max(0, values[i])) << 32 | i;
            }
        }
        Arrays.sort(keys, 0, count);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = (int) keys[i];
        }
        return order;
    }
}
