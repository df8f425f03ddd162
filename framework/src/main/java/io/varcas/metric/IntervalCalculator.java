package io.varcas.metric;

import io.varcas.record.RequestRecord;
import io.varcas.stats.Interval;
import io.varcas.stats.MeanInterval;
import io.varcas.stats.QuantileInterval;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Confidence intervals of the metrics of a trial. The measured iterations of its forks are divided into consecutive blocks, about
 * {@value #BLOCKS} a fork, since requests that follow each other are dependent: percentiles have the interval of
 * {@link QuantileInterval}, means, rates and other values that of {@link MeanInterval}; both take the dependence from the blocks. What never
 * happened, such as a failure, has no interval: no block tells how rare it is.
 */
final class IntervalCalculator {

    /** Confidence of every interval; twice two and a half percent, the customary one. */
    static final double CONFIDENCE = 0.95;

    /** Blocks of a fork: enough to know their variance, few enough to be longer than most dependence. */
    private static final int BLOCKS = 20;

    private final LoadContext context;
    private final List<MetricAccumulator> blocks = new ArrayList<>();
    private final List<Block> current = new ArrayList<>();
    private final List<List<MetricAccumulator>> forks = new ArrayList<>();
    private int perIteration = 1;

    private record Block(Span span, MetricAccumulator metrics) {}

    IntervalCalculator(LoadContext context) {
        this.context = context;
    }

    void begin(List<Span> measured, long busyUntilNanos) {
        current.clear();
        List<MetricAccumulator> fork = new ArrayList<>();
        forks.add(fork);
        perIteration = measured.isEmpty() ? 1 : (BLOCKS + measured.size() - 1) / measured.size();
        for (Span iteration : measured) {
            for (int i = 0; i < perIteration; i++) {
                Span span = new Span(
                        iteration.startNanos() + iteration.nanos() * i / perIteration,
                        iteration.startNanos() + iteration.nanos() * (i + 1) / perIteration);
                MetricAccumulator metrics = new MetricAccumulator(context);
                metrics.begin(List.of(span), busyUntilNanos);
                current.add(new Block(span, metrics));
                blocks.add(metrics);
                fork.add(metrics);
            }
        }
    }

    void add(RequestRecord request, RequestTimes times, boolean interrupted) {
        for (Block block : current) {
            boolean touches = request.intendedNanos() < block.span().endNanos()
                    && request.closedNanos() + context.thinkNanos()
                            >= block.span().startNanos();
            if (touches) {
                block.metrics().add(request, times, interrupted);
            }
        }
    }

    /** Adds requests that were due in an iteration and were never made; when in it is not known. */
    void addNeverMade(int iteration, long requests, boolean interrupted) {
        for (int i = 0; i < perIteration; i++) {
            long share = requests * (i + 1) / perIteration - requests * i / perIteration;
            current.get(iteration * perIteration + i).metrics().addNeverMade(share, interrupted);
        }
    }

    /** Returns what grew through the measurement phase of a fork: of each metric the largest growth. */
    List<LoadTrend> trends() {
        Map<MetricKey, LoadTrend> worst = new LinkedHashMap<>();
        for (List<MetricAccumulator> fork : forks) {
            LoadTrend.of(fork.stream().map(MetricAccumulator::metrics).toList())
                    .forEach(trend -> worst.merge(trend.key(), trend, (a, b) -> a.to() >= b.to() ? a : b));
        }
        return List.copyOf(worst.values());
    }

    /** Returns metrics of all blocks with the intervals of their statistics. */
    MetricSet on(MetricSet pooled) {
        List<MetricSet> each = blocks.stream().map(MetricAccumulator::metrics).toList();
        return pooled.with(pooled.all().stream()
                .map(summary -> summary.with(intervals(summary, each)))
                .toList());
    }

    private Map<Statistic, Interval> intervals(MetricSummary summary, List<MetricSet> each) {
        Map<Statistic, Interval> intervals = new EnumMap<>(Statistic.class);
        Optional<Counts> counts =
                summary.samples().isPresent() && summary.n() > 0 ? Optional.of(counts(summary, 0.5)) : Optional.empty();
        for (Statistic statistic : summary.statistics().keySet()) {
            if (statistic.quantile().isPresent() && counts.isPresent()) {
                intervals.put(statistic, ofQuantile(summary, statistic, counts.get()));
            } else if (statistic == Statistic.MEAN || statistic == Statistic.VALUE) {
                MetricKey key = new MetricKey(summary.metric(), summary.ok(), statistic);
                double[] values = each.stream()
                        .map(set -> set.value(key))
                        .flatMapToDouble(OptionalDouble::stream)
                        .toArray();
                double value = summary.statistics().get(statistic);
                if (value != 0 && values.length >= QuantileInterval.FEWEST_BLOCKS && Double.isFinite(value)) {
                    intervals.put(statistic, MeanInterval.of(value, values, CONFIDENCE));
                }
            }
        }
        return intervals;
    }

    private Interval ofQuantile(MetricSummary summary, Statistic statistic, Counts atMedian) {
        double quantile = statistic.quantile().orElseThrow();
        double estimate = Objects.requireNonNull(summary.statistics().get(statistic));
        Counts counts = quantile == 0.5 ? atMedian : counts(summary, quantile);
        QuantileInterval levels = QuantileInterval.of(quantile, counts.sizes, counts.below, atMedian.below, CONFIDENCE);
        double low = levels.low() > 0 ? at(summary, levels.low()) : 0;
        double high = levels.high() <= 1 ? at(summary, levels.high()) : Double.POSITIVE_INFINITY;
        return new Interval(Math.min(low, estimate), Math.max(high, estimate), CONFIDENCE);
    }

    /** Counts the samples of each block, and those below a quantile of all samples or at it. */
    private Counts counts(MetricSummary summary, double quantile) {
        double estimate =
                summary.samples().orElseThrow().quantile(quantile, summary.ok()).orElse(Double.POSITIVE_INFINITY);
        long[] sizes = new long[blocks.size()];
        long[] below = new long[blocks.size()];
        for (int i = 0; i < sizes.length; i++) {
            Distribution block =
                    Objects.requireNonNull(blocks.get(i).distributions().get(summary.metric()));
            sizes[i] = block.finite() + (summary.ok() ? 0 : block.infinite());
            below[i] = block.finite() - (Double.isInfinite(estimate) ? 0 : block.above(estimate));
        }
        return new Counts(sizes, below);
    }

    /** Returns the value at a share of the samples, interpolated between its neighbours. */
    private static double at(MetricSummary summary, double level) {
        Distribution all = summary.samples().orElseThrow();
        double rank = Math.max(1, Math.min(1, level) * summary.n());
        double lower = Math.floor(rank);
        double low = sample(all, lower, summary);
        return rank == lower || Double.isInfinite(low)
                ? low
                : low + (rank - lower) * (sample(all, lower + 1, summary) - low);
    }

    private static double sample(Distribution all, double rank, MetricSummary summary) {
        return all.quantile(Math.min(1, (rank - 0.5) / summary.n()), summary.ok())
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** The samples of each block, and those of them at a quantile or below it. */
    private static final class Counts {

        final long[] sizes;
        final long[] below;

        Counts(long[] sizes, long[] below) {
            this.sizes = sizes;
            this.below = below;
        }
    }
}
