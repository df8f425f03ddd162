package io.varcas.simulator;

import java.util.Arrays;

/** Counts of a Prometheus histogram. */
final class BucketCounts {

    private final double[] bounds;
    private final long[] counts;
    private double sum;

    /**
     * Creates empty counts.
     *
     * @param bounds upper bounds of the buckets, rising; one without bound follows them
     */
    BucketCounts(double... bounds) {
        this.bounds = bounds.clone();
        counts = new long[bounds.length + 1];
    }

    /** Returns counts that do not change with these. */
    BucketCounts copy() {
        BucketCounts copy = new BucketCounts(bounds);
        System.arraycopy(counts, 0, copy.counts, 0, counts.length);
        copy.sum = sum;
        return copy;
    }

    void add(double value) {
        int found = Arrays.binarySearch(bounds, value);
        counts[found >= 0 ? found : -found - 1]++;
        sum += value;
    }

    void addTo(Exposition page, String name) {
        long below = 0;
        for (int i = 0; i < counts.length; i++) {
            below += counts[i];
            String bound = i < bounds.length ? Double.toString(bounds[i]) : "+Inf";
            page.sample(name + "_bucket", "le", bound, (double) below);
        }
        page.sample(name + "_count", (double) below);
        page.sample(name + "_sum", sum);
    }
}
