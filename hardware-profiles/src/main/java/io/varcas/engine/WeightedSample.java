package io.varcas.engine;

import io.varcas.validation.Violations;
import java.util.Arrays;
import java.util.List;

/** Values that each occurred a number of times, in seconds: the gaps between tokens, of which a step yields many equal ones. */
public final class WeightedSample {

    private long[] packed = new long[1_024]; // value in nanoseconds << 20 | weight
    private int size;
    private boolean sorted = true;
    private long totalWeight;
    private double weightedSum;

    private static final int WEIGHT_BITS = 20;
    private static final long WEIGHT_MASK = (1L << WEIGHT_BITS) - 1;

    WeightedSample() {}

    /** Returns one sample of the values of several. */
    public static WeightedSample pooled(List<WeightedSample> samples) {
        WeightedSample pooled = new WeightedSample();
        for (WeightedSample sample : samples) {
            for (int i = 0; i < sample.size; i++) {
                pooled.add(sample.packed[i] >> WEIGHT_BITS, (int) (sample.packed[i] & WEIGHT_MASK));
            }
        }
        return pooled;
    }

    void add(long nanos, int weight) {
        if (weight > 0) {
            if (size == packed.length) {
                packed = Arrays.copyOf(packed, 2 * size);
            }
            packed[size++] = nanos << WEIGHT_BITS | weight;
            sorted = false;
            totalWeight += weight;
            weightedSum += (double) nanos * weight;
        }
    }

    /** Returns how many values there are, each counted as often as it occurred. */
    public long count() {
        return totalWeight;
    }

    /** Returns the mean, seconds; not a number if there are none. */
    public double mean() {
        return weightedSum / totalWeight * 1e-9;
    }

    /**
     * Returns a quantile by nearest rank, seconds; not a number if there are none.
     *
     * @param q from 0 to 1
     * @throws IllegalArgumentException if {@code q} is not from 0 to 1
     */
    public double quantile(double q) {
        Violations.in("quantile").within(0, 1, "q", q, "").raise();
        if (totalWeight == 0) {
            return Double.NaN;
        }
        if (!sorted) {
            Arrays.sort(packed, 0, size);
            sorted = true;
        }
        double wanted = Math.max(1, Math.ceil(q * totalWeight));
        long seen = 0;
        for (int i = 0; i < size; i++) {
            seen += packed[i] & WEIGHT_MASK;
            if (seen >= wanted) {
                return (packed[i] >> WEIGHT_BITS) * 1e-9;
            }
        }
        return (packed[size - 1] >> WEIGHT_BITS) * 1e-9;
    }
}
