package io.varcas.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 10, 100, 1001, 20_000})
    void agreesWithExactSortedSamples(int n) {
        long[] samples = new Random(7).longs(n, 1_000, 90_000_000_000L).toArray();
        Distribution distribution = Distribution.ofDurations();
        DescriptiveStatistics exact = new DescriptiveStatistics();
        for (long sample : samples) {
            distribution.add(sample);
            exact.addValue(sample / 1e6);
        }
        Arrays.sort(samples);
        for (double q : new double[] {0.001, 0.5, 0.9, 0.95, 0.99, 0.999, 1}) {
            double nearestRank = samples[(int) Math.ceil(q * n) - 1] / 1e6;
            assertThat(distribution.quantile(q, false).orElseThrow())
                    .as("q = %s", q)
                    .isBetween(nearestRank, nearestRank * 1.001 + 0.0001);
        }
        MetricSummary summary = distribution.summary(Metric.TTFT, false, Origin.MEASURED);
        assertThat(summary.get(Statistic.MEAN).orElseThrow()).isCloseTo(exact.getMean(), within(1e-6));
        assertThat(summary.get(Statistic.MIN).orElseThrow()).isEqualTo(exact.getMin());
        assertThat(summary.get(Statistic.MAX).orElseThrow()).isEqualTo(exact.getMax());
        if (n > 1) {
            assertThat(summary.get(Statistic.SD).orElseThrow()).isCloseTo(exact.getStandardDeviation(), within(1e-6));
        } else {
            assertThat(summary.get(Statistic.SD)).isEmpty();
        }
    }

    @Test
    void countsFailuresAsInfinityUnlessTheyAreLeftOut() {
        Distribution distribution = Distribution.ofDurations();
        LongStream.rangeClosed(1, 90).forEach(ms -> distribution.add(ms * 1_000_000));
        for (int i = 0; i < 10; i++) {
            distribution.addInfinite();
        }
        assertThat(distribution.quantile(0.9, false).orElseThrow()).isCloseTo(90, within(0.09));
        assertThat(distribution.quantile(0.91, false)).hasValue(Double.POSITIVE_INFINITY);
        assertThat(distribution.quantile(0.9, true).orElseThrow()).isCloseTo(81, within(0.09));
        MetricSummary all = distribution.summary(Metric.TTFT, false, Origin.MEASURED);
        MetricSummary ok = distribution.summary(Metric.TTFT, true, Origin.MEASURED);
        assertThat(all.n()).isEqualTo(100);
        assertThat(all.failed()).isEqualTo(10);
        assertThat(all.get(Statistic.MAX)).hasValue(Double.POSITIVE_INFINITY);
        assertThat(all.get(Statistic.MEAN)).isEqualTo(ok.get(Statistic.MEAN));
        assertThat(ok.n()).isEqualTo(90);
        assertThat(ok.failed()).isZero();
        assertThat(ok.get(Statistic.MAX)).hasValue(90);
    }

    @Test
    void poolsWithoutLoss() {
        Random random = new Random(3);
        Distribution whole = Distribution.ofDurations();
        Distribution pooled = Distribution.ofDurations();
        for (int part = 0; part < 4; part++) {
            Distribution distribution = Distribution.ofDurations();
            for (int i = 0; i < 500; i++) {
                long sample = random.nextLong(1L << (10 + part * 8));
                whole.add(sample);
                distribution.add(sample);
            }
            whole.addInfinite();
            distribution.addInfinite();
            pooled.add(distribution);
        }
        MetricSummary expected = whole.summary(Metric.ITL, false, Origin.MEASURED);
        MetricSummary summary = pooled.summary(Metric.ITL, false, Origin.MEASURED);
        assertThat(summary.n()).isEqualTo(expected.n());
        for (Statistic statistic :
                new Statistic[] {Statistic.P50, Statistic.P90, Statistic.P99, Statistic.MIN, Statistic.MAX}) {
            assertThat(summary.get(statistic)).as(statistic.label()).isEqualTo(expected.get(statistic));
        }
        assertThat(summary.get(Statistic.MEAN).orElseThrow())
                .isCloseTo(expected.get(Statistic.MEAN).orElseThrow(), within(1e-9));
        assertThat(summary.get(Statistic.SD).orElseThrow())
                .isCloseTo(expected.get(Statistic.SD).orElseThrow(), within(1e-6));
    }

    @Test
    void holdsAnHourAndMoreWithThreeDigits() {
        Distribution distribution = Distribution.ofDurations();
        distribution.add(3_600_000_000_000L * 5);
        distribution.add(1_234_567);
        assertThat(distribution.quantile(0.5, false).orElseThrow()).isCloseTo(1.234567, within(0.00124));
        assertThat(distribution.quantile(1, false)).hasValue(18_000_000);
        assertThat(distribution.buckets())
                .hasSize(2)
                .allSatisfy(bucket -> assertThat(bucket.count()).isEqualTo(1));
    }

    @Test
    void reportsNothingWithoutSamples() {
        Distribution distribution = Distribution.ofDurations();
        assertThat(distribution.quantile(0.5, false)).isEmpty();
        assertThat(distribution.summary(Metric.TTFT, false, Origin.MEASURED).statistics())
                .isEmpty();
        distribution.addInfinite();
        assertThat(distribution.quantile(0.5, false)).hasValue(Double.POSITIVE_INFINITY);
        assertThat(distribution.quantile(0.5, true)).isEmpty();
    }

    @Test
    void countsTheSamplesBeyondABoundAsItsQuantilesAreRead() {
        Random random = new Random(3);
        Distribution distribution = Distribution.ofDurations();
        double[] millis = new double[5_000];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = Math.exp(4 + random.nextGaussian());
            distribution.add(Math.round(millis[i] * 1e6));
        }
        for (double bound : new double[] {1, 50, 54.6, 400, 5_000}) {
            double tolerance = 0.0011 * bound;
            long fewest = Arrays.stream(millis)
                    .filter(value -> value > bound + tolerance)
                    .count();
            long most = Arrays.stream(millis)
                    .filter(value -> value > bound - tolerance)
                    .count();
            assertThat(distribution.above(bound)).as("above %s", bound).isBetween(fewest, most);
            assertThat(millis.length - distribution.below(bound))
                    .as("from %s", bound)
                    .isBetween(fewest, most);
        }
        Distribution constant = Distribution.ofDurations();
        constant.add(500_000_000);
        assertThat(constant.above(500)).isZero();
        assertThat(constant.below(500)).isZero();
        assertThat(constant.above(499.4)).isOne();
    }

    @Test
    void isReadAsItWasWritten() {
        Distribution distribution = Distribution.ofDurations();
        for (int i = 1; i <= 1_000; i++) {
            distribution.add(i * 1_234_567L);
        }
        Distribution read = Distribution.decode(Metric.TTFT, distribution.encode(), 1234.567, 7);
        assertThat(read.finite()).isEqualTo(1_000);
        assertThat(read.infinite()).isEqualTo(7);
        assertThat(read.quantile(0.95, true)).isEqualTo(distribution.quantile(0.95, true));
        assertThat(read.above(800)).isEqualTo(distribution.above(800));
        assertThatThrownBy(() -> Distribution.decode(Metric.TTFT, "nonsense", 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(" must be an HdrHistogram in base64");
    }
}
