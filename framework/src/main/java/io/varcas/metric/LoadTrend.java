package io.varcas.metric;

import io.varcas.stats.Trend;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A growth of a metric through the measurement phase that its offered load does not explain.
 *
 * @param key the metric
 * @param from mean over the first quarter of the measurement phase
 * @param to mean over the last quarter
 */
public record LoadTrend(MetricKey key, double from, double to) {

    private static final List<MetricKey> WATCHED =
            List.of(MetricKey.parse("concurrency"), MetricKey.parse("client.queue.p50"), MetricKey.parse("e2e.ok.p50"));
    private static final MetricKey OFFERED = MetricKey.parse("rate.offered");

    /** Fewest blocks in which a trend is looked for. */
    private static final int FEWEST_BLOCKS = 8;

    /** Most values that are tested: the effort grows with their square. */
    private static final int MOST_VALUES = 40;

    /** Chance of a trend of this size in a steady load; small, since successive values are dependent. */
    private static final double CHANCE = 0.001;

    /** Growth that matters: half as much again. */
    private static final double FACTOR = 1.5;

    /** Growth of the offered rate that explains one of the metrics: its own chance aside, the load is not constant. */
    private static final double STEADY = 1.25;

    /**
     * Looks for trends.
     *
     * @param blocks metrics of successive parts of the measurement phase of one fork
     * @return the trends found; none if the offered load grew itself
     */
    static List<LoadTrend> of(List<MetricSet> blocks) {
        double[] offered = values(blocks, OFFERED);
        if (offered.length >= FEWEST_BLOCKS && last(offered) > STEADY * first(offered)) {
            return List.of();
        }
        return WATCHED.stream().flatMap(key -> find(blocks, key).stream()).toList();
    }

    private static Optional<LoadTrend> find(List<MetricSet> blocks, MetricKey key) {
        double[] values = values(blocks, key);
        if (values.length < FEWEST_BLOCKS) {
            return Optional.empty();
        }
        Trend trend = Trend.of(values);
        double from = first(values);
        double to = last(values);
        boolean grows = trend.tau() > 0 && trend.pValue() < CHANCE && to > FACTOR * from;
        return grows ? Optional.of(new LoadTrend(key, from, to)) : Optional.empty();
    }

    /** Returns the finite values, those of many blocks as means of successive groups. */
    private static double[] values(List<MetricSet> blocks, MetricKey key) {
        double[] values = blocks.stream()
                .flatMapToDouble(block -> block.value(key).stream())
                .filter(Double::isFinite)
                .toArray();
        int groups = Math.min(values.length, MOST_VALUES);
        return IntStream.range(0, groups)
                .mapToDouble(group -> mean(values, (int) ((long) values.length * group / groups), (int)
                        ((long) values.length * (group + 1) / groups)))
                .toArray();
    }

    private static double first(double[] values) {
        return mean(values, 0, values.length / 4);
    }

    private static double last(double[] values) {
        return mean(values, values.length - values.length / 4, values.length);
    }

    private static double mean(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).average().orElse(0);
    }
}
