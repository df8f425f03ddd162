package io.varcas.metric;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Samples of one metric: an {@link Histogram} of three significant digits that grows as far as it has to, the exact mean, standard
 * deviation and extremes beside it, and the number of samples at infinity. Its size does not depend on how many samples it holds.
 *
 * <p>The q-quantile is the nearest rank, the smallest sample with at least {@code q * n} samples at or below it, so that
 * distributions can be pooled without loss; read from the histogram it errs upward by at most 0.1 %.
 */
public final class Distribution {

    private static final int SIGNIFICANT_DIGITS = 3;
    private static final double NANOS_PER_MILLI = 1e6;

    /** Smallest difference of latencies that is kept; far below what a request record resolves. */
    private static final long NANOS_DISCERNED = 100;

    private final double stepsPerUnit;
    private final Histogram histogram;
    private long n;
    private double mean;
    private double squares;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private long infinite;

    /**
     * Samples in one bucket of a histogram.
     *
     * @param from least value of the bucket
     * @param to greatest value of the bucket
     * @param count samples in it
     */
    public record Bucket(double from, double to, long count) {}

    private Distribution(double stepsPerUnit, long discerned) {
        this(stepsPerUnit, new Histogram(discerned, 2 * discerned, SIGNIFICANT_DIGITS));
    }

    private Distribution(double stepsPerUnit, Histogram histogram) {
        this.stepsPerUnit = stepsPerUnit;
        this.histogram = histogram;
        histogram.setAutoResize(true);
    }

    /** Returns an empty distribution of the samples of a metric. */
    static Distribution of(Metric metric) {
        return metric == Metric.TOKENS_INPUT || metric == Metric.TOKENS_OUTPUT ? ofCounts() : ofDurations();
    }

    /**
     * Reads what {@link #encode} wrote. Mean and deviation are then those of the buckets.
     *
     * @param metric metric of the samples
     * @param text a histogram in the notation of HdrHistogram logs
     * @param exactMax largest finite sample; the buckets know it to three digits only
     * @param infinite samples at infinity
     * @throws IllegalArgumentException if the text is no such histogram
     */
    public static Distribution decode(Metric metric, String text, double exactMax, long infinite) {
        Distribution decoded;
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            decoded = new Distribution(
                    of(metric).stepsPerUnit, Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0));
        } catch (DataFormatException | RuntimeException unreadable) {
            throw new IllegalArgumentException(" must be an HdrHistogram in base64", unreadable);
        }
        Histogram histogram = decoded.histogram;
        decoded.n = histogram.getTotalCount();
        decoded.infinite = infinite;
        if (decoded.n > 0) {
            decoded.mean = histogram.getMean() / decoded.stepsPerUnit;
            double deviation = histogram.getStdDeviation() / decoded.stepsPerUnit;
            decoded.squares = deviation * deviation * decoded.n;
            decoded.min = histogram.getMinValue() / decoded.stepsPerUnit;
            decoded.max = Math.min(exactMax, histogram.getMaxValue() / decoded.stepsPerUnit);
        }
        return decoded;
    }

    /** Returns the finite samples as a histogram in the notation of HdrHistogram logs: compressed, in base64. */
    public String encode() {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer, Deflater.BEST_COMPRESSION);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    /** Returns an empty distribution of durations; its values are milliseconds. */
    public static Distribution ofDurations() {
        return new Distribution(NANOS_PER_MILLI, NANOS_DISCERNED);
    }

    /** Returns an empty distribution of counts. */
    public static Distribution ofCounts() {
        return new Distribution(1, 1);
    }

    /**
     * Adds a sample.
     *
     * @param step nanoseconds or a count; less than 0 counts as 0
     */
    public void add(long step) {
        long sample = Math.max(0, step);
        histogram.recordValue(sample);
        double value = sample / stepsPerUnit;
        n++;
        double delta = value - mean;
        mean += delta / n;
        squares += delta * (value - mean);
        min = Math.min(min, value);
        max = Math.max(max, value);
    }

    /** Adds a sample at infinity: a request of which it will never be known. */
    public void addInfinite() {
        addInfinite(1);
    }

    /** Adds samples at infinity. */
    void addInfinite(long samples) {
        infinite += samples;
    }

    /**
     * Adds all samples of another distribution of the same kind.
     *
     * @param other left as it is
     */
    public void add(Distribution other) {
        histogram.add(other.histogram);
        if (other.n > 0) {
            double delta = other.mean - mean;
            long total = n + other.n;
            squares += other.squares + delta * delta * n * other.n / total;
            mean += delta * other.n / total;
            n = total;
            min = Math.min(min, other.min);
            max = Math.max(max, other.max);
        }
        infinite += other.infinite;
    }

    /** Returns the number of finite samples. */
    public long finite() {
        return n;
    }

    /** Returns the number of samples at infinity. */
    public long infinite() {
        return infinite;
    }

    /**
     * Returns a quantile by the nearest rank; empty if there are no samples.
     *
     * @param q above 0, at most 1
     * @param ok whether samples at infinity are left out
     */
    public OptionalDouble quantile(double q, boolean ok) {
        long total = n + (ok ? 0 : infinite);
        if (total == 0) {
            return OptionalDouble.empty();
        }
        long rank = Math.max(1, (long) Math.ceil(q * total));
        if (rank > n) {
            return OptionalDouble.of(Double.POSITIVE_INFINITY);
        }
        double value = histogram.getValueAtPercentile(100.0 * rank / n) / stepsPerUnit;
        return OptionalDouble.of(Math.max(min, Math.min(max, value)));
    }

    /**
     * Counts the finite samples above a value. A bucket that reaches beyond the value counts as above it, unless the largest sample does
     * not: as {@link #quantile} does, the count errs upward by at most 0.1 % of the value.
     *
     * @param value in the unit of the samples
     */
    long above(double value) {
        if (n == 0 || max <= value) {
            return 0;
        }
        long above = 0;
        for (HistogramIterationValue bucket : histogram.recordedValues()) {
            above += bucket.getValueIteratedTo() / stepsPerUnit > value ? bucket.getCountAddedInThisIterationStep() : 0;
        }
        return above;
    }

    /** Counts the finite samples below a value; a bucket that reaches it is not below it. */
    long below(double value) {
        return max < value ? n : n - countFrom(value);
    }

    private long countFrom(double value) {
        long from = 0;
        for (HistogramIterationValue bucket : histogram.recordedValues()) {
            from += bucket.getValueIteratedTo() / stepsPerUnit >= value ? bucket.getCountAddedInThisIterationStep() : 0;
        }
        return from;
    }

    /** Returns the non-empty buckets, smallest values first. */
    public List<Bucket> buckets() {
        List<Bucket> buckets = new ArrayList<>();
        for (HistogramIterationValue value : histogram.recordedValues()) {
            buckets.add(new Bucket(
                    histogram.lowestEquivalentValue(value.getValueIteratedTo()) / stepsPerUnit,
                    value.getValueIteratedTo() / stepsPerUnit,
                    value.getCountAddedInThisIterationStep()));
        }
        return buckets;
    }

    /**
     * Sums up the samples as a metric.
     *
     * @param metric what they are samples of
     * @param ok whether samples at infinity are left out
     * @param origin where they come from
     */
    public MetricSummary summary(Metric metric, boolean ok, Origin origin) {
        Map<Statistic, Double> statistics = new EnumMap<>(Statistic.class);
        if (n > 0) {
            statistics.put(Statistic.MEAN, mean);
            statistics.put(Statistic.MIN, min);
        }
        if (n > 1) {
            statistics.put(Statistic.SD, Math.sqrt(squares / (n - 1)));
        }
        long failed = ok ? 0 : infinite;
        if (n + failed > 0) {
            statistics.put(Statistic.MAX, failed > 0 ? Double.POSITIVE_INFINITY : max);
        }
        for (Statistic statistic : Statistic.ofDistribution()) {
            if (statistic.quantile().isPresent()) {
                quantile(statistic.quantile().getAsDouble(), ok).ifPresent(value -> statistics.put(statistic, value));
            }
        }
        return new MetricSummary(metric, ok, n + failed, failed, origin, statistics).with(this);
    }
}
