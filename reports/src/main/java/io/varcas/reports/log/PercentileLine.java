package io.varcas.reports.log;

import io.varcas.metric.Statistic;
import io.varcas.reports.DoubleSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A percentile over time. Neighbouring bins are taken together until most of them have the samples that the percentile needs, so that it
 * is a line and not a row of fragments: a p95 has wider bins than a p50, and a low rate wider ones than a high rate.
 *
 * @param atSeconds middle of each bin, on the time axis of the trial
 * @param values the percentile, in the metric's own unit; {@link Double#NaN} where the bin's sample cannot support it
 * @param widthSeconds width of a bin
 */
public record PercentileLine(DoubleSeries atSeconds, DoubleSeries values, double widthSeconds) {

    private static final double MICROS_PER_MILLI = 1e3;

    /** Arrivals are uneven: bins with this many times the samples needed on the average mostly have enough. */
    private static final double MARGIN = 1.3;

    static PercentileLine of(
            Statistic statistic, List<@Nullable Histogram> bins, double offsetSeconds, double widthSeconds) {
        List<Histogram> filled = bins.stream().filter(Objects::nonNull).toList();
        long samples = filled.stream().mapToLong(Histogram::getTotalCount).sum();
        int each = samples < statistic.samplesNeeded()
                ? Math.max(1, bins.size())
                : group(statistic.samplesNeeded() * MARGIN * filled.size() / samples);
        List<Double> at = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int from = 0; from < bins.size(); from += each) {
            int to = Math.min(from + each, bins.size());
            Histogram together = together(bins.subList(from, to));
            at.add(offsetSeconds + (from + to) / 2.0 * widthSeconds);
            values.add(
                    statistic.isSupportedBy(together.getTotalCount())
                            ? together.getValueAtPercentile(
                                            100 * statistic.quantile().orElse(1))
                                    / MICROS_PER_MILLI
                            : Double.NaN);
        }
        return new PercentileLine(column(at), column(values), each * widthSeconds);
    }

    private static Histogram together(List<@Nullable Histogram> bins) {
        Histogram together = new Histogram(LatencyBins.SIGNIFICANT_DIGITS);
        together.setAutoResize(true);
        bins.stream().filter(Objects::nonNull).forEach(together::add);
        return together;
    }

    /** The next larger of 1, 2 and 5 times a power of ten. */
    private static int group(double bins) {
        int group = 1;
        for (int i = 0; group < bins; i++) {
            group = i % 3 == 1 ? group / 2 * 5 : 2 * group;
        }
        return group;
    }

    private static DoubleSeries column(List<Double> values) {
        return DoubleSeries.of(values.stream().mapToDouble(Double::doubleValue));
    }

    /** Returns the number of bins that have a value. */
    public long points() {
        return values.present().count();
    }

    PercentileLine then(PercentileLine next) {
        return new PercentileLine(
                atSeconds.then(next.atSeconds), values.then(next.values), Math.max(widthSeconds, next.widthSeconds));
    }
}
