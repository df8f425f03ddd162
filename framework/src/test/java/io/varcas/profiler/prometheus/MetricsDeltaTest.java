package io.varcas.profiler.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.varcas.profiler.prometheus.HistogramDelta.Bound;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsDeltaTest {

    @Test
    void sumsTheRiseOfACounterOverItsSeries() {
        MetricsDelta delta = between(
                "tokens_total{engine=\"0\"} 10\ntokens_total{engine=\"1\"} 5",
                "tokens_total{engine=\"0\"} 17\ntokens_total{engine=\"1\"} 9");
        assertThat(delta.counter("tokens_total", sample -> true)).hasValue(11);
        assertThat(delta.counter(
                        "tokens_total", sample -> sample.label("engine").equals("1")))
                .hasValue(4);
        assertThat(delta.wasReset()).isFalse();
    }

    @Test
    void isAbsentForWhatIsNotExposed() {
        MetricsDelta delta = between("a_total 1", "a_total 2");
        assertThat(delta.counter("b_total", sample -> true)).isEmpty();
        assertThat(delta.histogram("b")).isEmpty();
    }

    @Test
    void countsASeriesThatBeganInBetweenFromZero() {
        assertThat(between("", "http_total{status=\"4xx\"} 3").counter("http_total", sample -> true))
                .hasValue(3);
    }

    @Test
    void takesTheLaterValueOfACounterThatFell() {
        MetricsDelta delta = between("# TYPE a counter\na_total 100", "# TYPE a counter\na_total 7");
        assertThat(delta.counter("a_total", sample -> true)).hasValue(7);
        assertThat(delta.wasReset()).isTrue();
    }

    @Test
    void takesLaterValuesAfterARestart() {
        MetricsDelta delta =
                between("process_start_time_seconds 1\na_total 5", "process_start_time_seconds 2\na_total 8");
        assertThat(delta.counter("a_total", sample -> true)).hasValue(8);
        assertThat(delta.wasReset()).isTrue();
    }

    @Test
    void poolsHistogramsOverTheirSeries() {
        HistogramDelta histogram = between("""
                        h_bucket{e="0",le="1.0"} 1
                        h_bucket{e="0",le="+Inf"} 2
                        h_sum{e="0"} 3
                        h_count{e="0"} 2\
                        """, """
                        h_bucket{e="0",le="1.0"} 3
                        h_bucket{e="0",le="+Inf"} 6
                        h_sum{e="0"} 13
                        h_count{e="0"} 6
                        h_bucket{e="1",le="1.0"} 1
                        h_bucket{e="1",le="+Inf"} 1
                        h_sum{e="1"} 0.5
                        h_count{e="1"} 1
                        """).histogram("h").orElseThrow();
        assertThat(histogram.count()).isEqualTo(5);
        assertThat(histogram.mean()).hasValue(10.5 / 5);
        assertThat(histogram.cumulative()).isEqualTo(Map.of(1.0, 3.0, Double.POSITIVE_INFINITY, 5.0));
    }

    // Ten observations: 4 in (0, 1], 4 in (1, 3], none in (3, 5], 2 beyond 5.
    @ParameterizedTest(name = "quantile {0} is {1}")
    @CsvSource({
        "0.2, 1, AT_MOST",
        "0.4, 1, AT_MOST",
        "0.6, 2, NONE",
        "0.8, 3, NONE",
        "0.9, 5, AT_LEAST",
        "1, 5, AT_LEAST"
    })
    void interpolatesQuantilesWithinBucketsThatHaveTwoEnds(double quantile, double expected, Bound bound) {
        HistogramDelta histogram = new HistogramDelta(
                10, 30, new TreeMap<>(Map.of(1.0, 4.0, 3.0, 8.0, 5.0, 8.0, Double.POSITIVE_INFINITY, 10.0)));
        HistogramDelta.Estimate estimate = histogram.quantile(quantile).orElseThrow();
        assertThat(estimate.value()).isCloseTo(expected, within(1e-12));
        assertThat(estimate.bound()).isEqualTo(bound);
    }

    @Test
    void hasNeitherMeanNorQuantilesWithoutObservations() {
        HistogramDelta nothing = new HistogramDelta(0, 0, new TreeMap<>(Map.of(Double.POSITIVE_INFINITY, 0.0)));
        assertThat(nothing.mean()).isEmpty();
        assertThat(nothing.quantile(0.5)).isEmpty();
    }

    private static MetricsDelta between(String before, String after) {
        return new MetricsDelta(MetricsPage.parse(before), MetricsPage.parse(after));
    }
}
