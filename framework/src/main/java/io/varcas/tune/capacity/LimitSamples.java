package io.varcas.tune.capacity;

import io.varcas.record.RequestRecord;
import io.varcas.stats.PercentileRule;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The samples of one limit in one run, in blocks of equal time.
 *
 * @param limit the limit
 * @param arrivals requests due in its time
 * @param seconds length of its time
 * @param sorted samples in ascending order, in the unit of the bound; failed requests at infinity
 * @param sizes samples of each block
 * @param beyond samples beyond the bound of each block
 * @param means mean of each block, in units of the bound; not a number for a block without samples
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares or changes them
record LimitSamples(
        LoadLimit limit,
        long arrivals,
        double seconds,
        double[] sorted,
        double[] sizes,
        double[] beyond,
        double[] means) {

    /** Fewest blocks whose variance is used. */
    private static final int FEWEST_BLOCKS = 5;

    private static final int FEW_SAMPLES = 5;

    /** Logarithm of mean over bound below which a mean is well within it. */
    private static final double FAR_MARGIN = -0.3;

    /** Ratio to the bound above which a mean is not told apart. */
    private static final double LARGEST_RATIO = 20;

    /**
     * Takes the samples of a limit.
     *
     * @param limit the limit
     * @param look the state of the run
     * @param typicalSeconds time that most requests take
     * @param blockSeconds length of a block, the same in all runs of a search
     */
    static LimitSamples of(LoadLimit limit, ProbeLook look, double typicalSeconds, double blockSeconds) {
        double from = look.warmupSeconds();
        double until = Math.min(look.measuredEndSeconds(), look.seconds() - limit.settleSeconds(typicalSeconds));
        int blocks = (int) Math.max(1, Math.rint((until - from) / blockSeconds));
        double[] sizes = new double[blocks];
        double[] beyond = new double[blocks];
        double[] sums = new double[blocks];
        double[] all = new double[64];
        int count = 0;
        long arrivals = 0;
        for (RequestRecord request : look.ended()) {
            double due = request.intendedNanos() * 1e-9;
            if (due < from || due >= until) {
                continue;
            }
            arrivals++;
            int block = (int) Math.min(blocks - 1.0, (due - from) / (until - from) * blocks);
            for (double sample : limit.samples(request).toArray()) {
                if (count == all.length) {
                    all = Arrays.copyOf(all, 2 * count);
                }
                all[count++] = sample;
                sizes[block]++;
                beyond[block] += limit.isBeyond(sample) ? 1 : 0;
                sums[block] +=
                        Math.min(LARGEST_RATIO, sample / limit.objective().bound());
            }
        }
        double[] sorted = Arrays.copyOf(all, count);
        Arrays.sort(sorted);
        double[] means = new double[blocks];
        for (int i = 0; i < blocks; i++) {
            means[i] = sums[i] / sizes[i];
        }
        return new LimitSamples(limit, arrivals, Math.max(0, until - from), sorted, sizes, beyond, means);
    }

    /** Returns the number of samples. */
    int n() {
        return sorted.length;
    }

    /** Returns the number of samples beyond the bound. */
    double countBeyond() {
        return Arrays.stream(beyond).sum();
    }

    /** Returns the statistic that the objective bounds, in its unit; empty without samples. */
    OptionalDouble value() {
        if (n() == 0) {
            return OptionalDouble.empty();
        }
        OptionalDouble allowed = limit.allowed();
        return OptionalDouble.of(
                allowed.isPresent()
                        ? PercentileRule.NEAREST_RANK.of(sorted, 1 - allowed.getAsDouble())
                        : Arrays.stream(sorted).average().orElseThrow());
    }

    /** Returns whether the samples are well within the bound, as far as a few can be. */
    boolean isFarWithin() {
        boolean few = n() >= FEW_SAMPLES;
        return few
                && (limit.allowed().isPresent()
                        ? countBeyond() <= limit.allowed().getAsDouble() * n() / 4
                        : margin() < FAR_MARGIN);
    }

    /** Returns the number of blocks with samples. */
    int filledBlocks() {
        return (int) Arrays.stream(sizes).filter(size -> size > 0).count();
    }

    /**
     * Returns the variance of the counts of the blocks as a multiple of the binomial one; empty if the share of samples beyond the
     * bound is too near 0 or 1 to show it.
     */
    OptionalDouble varianceRatio() {
        int blocks = filledBlocks();
        double share = countBeyond() / n();
        double variance = share * (1 - share) * n();
        if (blocks < FEWEST_BLOCKS || variance < 2) {
            return OptionalDouble.empty();
        }
        double squares = 0;
        for (int i = 0; i < sizes.length; i++) {
            double deviation = beyond[i] - share * sizes[i];
            squares += deviation * deviation;
        }
        return OptionalDouble.of(squares * blocks / (blocks - 1.0) / variance);
    }

    /** Returns how far each block is from the mean of all, in a scale of its own; blocks without samples are left out. */
    double[] residuals() {
        double share = countBeyond() / n();
        double scale = Math.sqrt(Math.max(1e-9, share * (1 - share)));
        return java.util.stream.IntStream.range(0, sizes.length)
                .filter(block -> sizes[block] > 0)
                .mapToDouble(block -> limit.allowed().isPresent()
                        ? (beyond[block] - share * sizes[block]) / scale / Math.sqrt(sizes[block])
                        : (means[block] - mean()) / Math.max(1e-9, marginError()))
                .map(residual -> Math.max(-3, Math.min(3, residual)))
                .toArray();
    }

    /** Returns the logarithm of mean over bound. */
    double margin() {
        return Math.log(Math.max(1 / LARGEST_RATIO, mean()));
    }

    /** Returns the standard error of {@link #margin}, from the variance between the blocks; infinite with fewer than 4 of them. */
    double marginError() {
        double[] filled =
                Arrays.stream(means).filter(mean -> !Double.isNaN(mean)).toArray();
        if (filled.length < 4) {
            return Double.POSITIVE_INFINITY;
        }
        double mean = Arrays.stream(filled).average().orElseThrow();
        double squares =
                Arrays.stream(filled).map(one -> (one - mean) * (one - mean)).sum();
        return Math.max(0.005, Math.sqrt(squares / (filled.length - 1.0) / filled.length) / Math.max(1e-9, mean));
    }

    private double mean() {
        double sum = 0;
        for (int i = 0; i < sizes.length; i++) {
            sum += sizes[i] > 0 ? means[i] * sizes[i] : 0;
        }
        return sum / n();
    }
}
