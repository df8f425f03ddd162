package io.varcas.metric;

import static io.varcas.metric.Calculated.ms;
import static io.varcas.metric.Calculated.open;
import static io.varcas.metric.Calculated.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.record.Records;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadTrendTest {

    @Test
    void countsAsGoodWhatCompletedWithinTheMeasurement() {
        MetricCalculator calculator = new MetricCalculator(open());
        calculator.begin(List.of(new Span(0, ms(500))), false);
        calculator.add(Records.completed(0, 100, 100, 1, 200, 150));
        calculator.add(Records.completed(1, 400, 400, 1, 600, 450));
        MetricSet metrics = calculator.result().pooled();
        assertThat(value(metrics, "rate.completed")).hasValue(4);
        assertThat(value(metrics, "throughput.requests")).hasValue(2);
        assertThat(value(metrics, "goodput")).hasValue(2);
    }

    @Test
    void findsThatAnOverloadedServerFallsBehind() {
        assertThat(trends(0)).as("a steady server").isEmpty();
        assertThat(trends(1))
                .as("each request takes 1 ms longer than the one before")
                .extracting(trend -> trend.key().label())
                .containsExactlyInAnyOrder("concurrency", "e2e.ok.p50");
    }

    private static List<LoadTrend> trends(int growthMillis) {
        MetricCalculator calculator = new MetricCalculator(open());
        calculator.begin(List.of(new Span(0, ms(5_000)), new Span(ms(5_000), ms(10_000))), false);
        for (int i = 0; i < 1_000; i++) {
            long due = i * 10L;
            long took = 100 + (long) growthMillis * i + i % 7;
            calculator.add(Records.completed(i, due, due, 1, due + took + 10, due + took));
        }
        return calculator.result().trends();
    }
}
