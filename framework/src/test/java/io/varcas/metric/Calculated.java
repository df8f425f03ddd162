package io.varcas.metric;

import io.varcas.record.RequestRecord;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Metrics of requests in three windows of 10 s, from 5 s to 35 s. */
final class Calculated {

    static final List<Span> WINDOWS = List.of(
            new Span(ms(5_000), ms(15_000)), new Span(ms(15_000), ms(25_000)), new Span(ms(25_000), ms(35_000)));

    static final double SECONDS = 30;

    static final RequestBounds BOUNDS = new RequestBounds()
            .atMost(MetricKey.parse("ttft.p50"), 1)
            .atMost(MetricKey.parse("ttft.p99"), 200)
            .atMost(MetricKey.parse("ttft.p95"), 1)
            .atMost(MetricKey.parse("tpot.mean"), 0)
            .atMost(MetricKey.parse("e2e.p95"), 600);

    private Calculated() {}

    static Measurements calculate(List<RequestRecord> records) {
        MetricCalculator calculator = new MetricCalculator(open());
        calculator.begin(WINDOWS, false);
        records.forEach(calculator::add);
        return calculator.result();
    }

    static LoadContext open() {
        return new LoadContext(Origin.MEASURED, BOUNDS, OptionalInt.empty(), Duration.ZERO);
    }

    static OptionalDouble value(MetricSet metrics, String key) {
        return metrics.value(MetricKey.parse(key));
    }

    static long ms(long milliseconds) {
        return milliseconds * 1_000_000;
    }
}
