package io.varcas.metric;

import static io.varcas.metric.Calculated.calculate;
import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.record.Records;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalCalculatorTest {

    @Test
    void everyIntervalHoldsItsStatistic() {
        MetricSet metrics =
                calculate(Records.random(new Random(11), 4000, 40_000)).pooled();
        assertThat(metrics.all())
                .filteredOn(summary -> summary.n() >= 200)
                .isNotEmpty()
                .allSatisfy(summary -> assertThat(summary.intervals())
                        .allSatisfy((statistic, interval) -> assertThat(
                                        interval.contains(summary.get(statistic).orElseThrow()))
                                .isTrue()));
        assertThat(metrics.find(MetricKey.parse("ttft.p50"))
                        .orElseThrow()
                        .intervals()
                        .keySet())
                .contains(Statistic.MEAN, Statistic.P50, Statistic.P99);
    }
}
