package io.varcas.metric;

import static io.varcas.metric.Calculated.BOUNDS;
import static io.varcas.metric.Calculated.SECONDS;
import static io.varcas.metric.Calculated.WINDOWS;
import static io.varcas.metric.Calculated.calculate;
import static io.varcas.metric.Calculated.ms;
import static io.varcas.metric.Calculated.open;
import static io.varcas.metric.Calculated.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.varcas.record.EventKind;
import io.varcas.record.Outcome;
import io.varcas.record.Records;
import io.varcas.record.RequestRecord;
import io.varcas.record.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MetricCalculatorTest {

    private final List<RequestRecord> records = Records.random(new Random(11), 4000, 40_000);

    @Test
    void givesEachWindowItsOwnMetricsThatAddUpToThePooledOnes() {
        Measurements measured = calculate(records);
        assertThat(measured.windows()).hasSize(3);
        for (String rate : List.of("rate.offered", "rate.failed", "goodput", "throughput.output", "concurrency")) {
            double mean = measured.windows().stream()
                    .mapToDouble(w -> value(w.metrics(), rate).orElseThrow())
                    .average()
                    .orElseThrow();
            assertThat(mean).as(rate).isCloseTo(value(measured.pooled(), rate).orElseThrow(), within(1e-9));
        }
        assertThat(measured.windows().stream()
                        .mapToLong(w -> w.metrics()
                                .find(MetricKey.parse("ttft.p50"))
                                .orElseThrow()
                                .n())
                        .sum())
                .isEqualTo(measured.pooled()
                        .find(MetricKey.parse("ttft.p50"))
                        .orElseThrow()
                        .n());
    }

    @Test
    void poolsForksInsteadOfAveragingThem() {
        MetricCalculator calculator = new MetricCalculator(open());
        for (long ttft : new long[] {10, 100}) {
            calculator.begin(List.of(new Span(0, ms(1000))), false);
            for (int i = 0; i < (ttft == 10 ? 90 : 10); i++) {
                calculator.add(Records.completed(i, i, i, 1, i + ttft, i + ttft));
            }
        }
        MetricSet metrics = calculator.result().pooled();
        assertThat(value(metrics, "ttft.mean")).hasValue(19);
        assertThat(value(metrics, "ttft.p90").orElseThrow()).isCloseTo(10, within(0.01));
        assertThat(value(metrics, "rate.offered")).hasValue(50);
        assertThat(calculator.result().windows())
                .extracting(WindowMetrics::fork)
                .containsExactly(0, 1);
    }

    @Test
    void doesNotInventATimePerTokenOrAGapForOneToken() {
        MetricSet metrics = calculate(List.of(Records.completed(0, 6000, 6000, 1, 6100, 6050)))
                .pooled();
        assertThat(metrics.find(MetricKey.parse("ttft.p50"))).isPresent();
        assertThat(metrics.find(MetricKey.parse("tpot.p50"))).isEmpty();
        assertThat(metrics.find(MetricKey.parse("itl.p50"))).isEmpty();
        assertThat(metrics.find(MetricKey.parse("stall.max.p50"))).isEmpty();
        assertThat(value(metrics, "goodput").orElseThrow()).isPositive();
    }

    @Test
    void doesNotTakeASuccessWithoutTextForAFastOne() {
        Timeline events = new Timeline(1);
        events.add(ms(6050), EventKind.EMPTY);
        RequestRecord silent = Records.record(0, 6000, OptionalLong.of(6000), 6100, Outcome.COMPLETED, 0, events);
        Measurements measured = calculate(List.of(silent));
        assertThat(value(measured.pooled(), "ttft.p50")).hasValue(Double.POSITIVE_INFINITY);
        assertThat(value(measured.pooled(), "goodput")).hasValue(0);
        assertThat(measured.counts().empty()).isEqualTo(1);
    }

    @Test
    void measuresNoLatencyOfCountedTokensWithoutText() {
        Timeline events = new Timeline(1);
        events.add(ms(6050), EventKind.EMPTY);
        RequestRecord silent = Records.record(0, 6000, OptionalLong.of(6000), 6100, Outcome.COMPLETED, 8, events);
        Measurements measured = calculate(List.of(silent));
        assertThat(measured.pooled().find(MetricKey.parse("ttft.p50"))).isEmpty();
        assertThat(measured.pooled().find(MetricKey.parse("e2e.p50"))).isEmpty();
        assertThat(value(measured.pooled(), "goodput")).isEmpty();

        Measurements mixed = calculate(List.of(silent, Records.completed(1, 6000, 6000, 1, 6100, 6050)));
        assertThat(value(mixed.pooled(), "goodput")).hasValue(1 / SECONDS);
        Measurements failed = calculate(List.of(Records.ended(0, 6000, 6100, Outcome.HTTP_ERROR)));
        assertThat(value(failed.pooled(), "goodput")).hasValue(0);
    }

    @Test
    void doesNotCountARequestAsGoodWhoseBoundedMetricIsMissing() {
        RequestBounds bounds = new RequestBounds().atMost(MetricKey.parse("tpot.p99"), 100);
        Timeline atOnce = new Timeline(1);
        atOnce.add(ms(6050), EventKind.CONTENT);
        RequestRecord whole = Records.record(0, 6000, OptionalLong.of(6000), 6100, Outcome.COMPLETED, 8, atOnce);
        RequestRecord oneToken = Records.completed(1, 6000, 6000, 1, 6100, 6050);
        RequestRecord paced = Records.completed(2, 6000, 6000, 2, 6100, 6050, 6090);

        assertThat(goodput(bounds, true, whole, oneToken)).isEmpty();
        assertThat(goodput(bounds, true, whole, paced)).hasValue(1 / SECONDS);
        assertThat(goodput(bounds, true, oneToken, paced)).hasValue(2 / SECONDS);
        assertThat(goodput(bounds, false, paced)).isEmpty();
        assertThat(goodput(new RequestBounds(), false, paced)).hasValue(1 / SECONDS);
    }

    private static OptionalDouble goodput(RequestBounds bounds, boolean streamed, RequestRecord... records) {
        MetricCalculator calculator = new MetricCalculator(
                new LoadContext(Origin.MEASURED, bounds, OptionalInt.empty(), Duration.ZERO, streamed));
        calculator.begin(WINDOWS, false);
        List.of(records).forEach(calculator::add);
        return value(calculator.result().pooled(), "goodput");
    }

    @Test
    void measuresOfAWholeResponseOnlyWhenAllOfItWasThere() {
        Timeline events = new Timeline(1);
        events.add(ms(6160), EventKind.WHOLE);
        RequestRecord whole = Records.record(0, 6000, OptionalLong.of(6000), 6160, Outcome.COMPLETED, 8, events);
        MetricCalculator calculator = new MetricCalculator(
                new LoadContext(Origin.MEASURED, BOUNDS, OptionalInt.empty(), Duration.ZERO, false));
        calculator.begin(WINDOWS, false);
        calculator.add(whole);
        calculator.add(Records.ended(1, 6500, 6600, Outcome.HTTP_ERROR));
        MetricSet metrics = calculator.result().pooled();
        for (String key : List.of("ttft.p50", "ttft.service.p50", "ttfa.p50", "tpot.p50", "itl.p50", "stall.max.p50")) {
            assertThat(metrics.find(MetricKey.parse(key))).as(key).isEmpty();
        }
        assertThat(value(metrics, "e2e.ok.p50").orElseThrow()).isBetween(159.0, 161.0);
        assertThat(value(metrics, "goodput"))
                .as("its bound on ttft was not measured")
                .isEmpty();
    }

    @Test
    void leavesOutWhatAnInterruptionCutOff() {
        MetricCalculator calculator = new MetricCalculator(open());
        calculator.begin(List.of(new Span(0, ms(500))), true);
        calculator.add(Records.completed(0, 100, 100, 1, 200, 150));
        calculator.add(Records.ended(1, 490, 500, Outcome.CANCELLED));
        MetricSet metrics = calculator.result().pooled();
        assertThat(value(metrics, "ttft.max").orElseThrow()).isEqualTo(50);
        assertThat(value(metrics, "rate.unfinished")).hasValue(2);
    }

    @Test
    void countsRequestsThatWereNeverMadeAsUnfinished() {
        MetricCalculator calculator = new MetricCalculator(open());
        calculator.begin(List.of(new Span(0, ms(500)), new Span(ms(500), ms(1000))), false);
        calculator.add(Records.completed(0, 100, 100, 1, 200, 150));
        calculator.addNeverMade(List.of(0L, 9L), true);
        Measurements found = calculator.result();
        assertThat(value(found.pooled(), "rate.offered")).hasValue(10);
        assertThat(value(found.pooled(), "rate.unfinished")).hasValue(9);
        assertThat(value(found.pooled(), "rate.started")).hasValue(1);
        assertThat(value(found.pooled(), "ttft.p50")).hasValue(Double.POSITIVE_INFINITY);
        assertThat(value(found.windows().get(0).metrics(), "rate.offered")).hasValue(2);
        assertThat(value(found.windows().get(1).metrics(), "rate.offered")).hasValue(18);
        assertThat(found.counts().due()).isEqualTo(10);
        assertThat(found.counts().lateStarts()).isEqualTo(9);
        assertThat(found.counts().errors()).containsEntry("not sent before the load ended", 9L);
    }

    @Test
    void findsTheTimeThatAClosedLoopLost() {
        LoadContext two = new LoadContext(Origin.MEASURED, BOUNDS, OptionalInt.of(2), Duration.ofMillis(100));
        MetricCalculator calculator = new MetricCalculator(two);
        calculator.begin(List.of(new Span(0, ms(1000))), false);
        // each user: 100 ms in flight, 100 ms of thought; the second one starts 20 ms late
        for (long i = 0; i < 5; i++) {
            calculator.add(Records.completed(i, i * 200, i * 200, 1, i * 200 + 100, i * 200 + 50));
            calculator.add(Records.completed(i, i * 200, i * 200 + 20, 1, i * 200 + 100, i * 200 + 50));
        }
        assertThat(value(calculator.result().pooled(), "littles.gap").orElseThrow())
                .isCloseTo(0.05, within(1e-12));
        assertThat(value(calculate(records).pooled(), "littles.gap")).isEmpty();
    }

    @Test
    void distinguishesTheWaitForAPlaceFromTheLatenessOfTheClient() {
        MetricSet held = calculate(List.of(Records.heldBack(0, 14_000, 14_030, 14_031, 14_100)))
                .pooled();
        assertThat(value(held, "client.queue.max").orElseThrow()).isCloseTo(30, within(1e-9));
        assertThat(value(held, "send.lag.max").orElseThrow()).isCloseTo(1, within(1e-9));
        assertThat(value(held, "ttft.max").orElseThrow())
                .as("from when it was due")
                .isCloseTo(80, within(1e-9));
        assertThat(calculate(records).pooled().find(MetricKey.parse("client.queue.max")))
                .isEmpty();
    }

    @Test
    void spreadsTokensOfASpeculatingServerOverItsEvents() {
        Timeline events = new Timeline(3);
        events.add(ms(14_990), EventKind.CONTENT);
        events.add(ms(15_010), EventKind.CONTENT);
        events.add(ms(15_020), EventKind.CONTENT);
        RequestRecord counted =
                Records.record(1, 14_000, OptionalLong.of(14_000), 15_100, Outcome.COMPLETED, 12, events).toBuilder()
                        .firstTextTokens(4)
                        .build();
        List<WindowMetrics> windows = calculate(List.of(counted)).windows();
        assertThat(value(windows.get(0).metrics(), "throughput.output").orElseThrow())
                .isEqualTo(0.4);
        assertThat(value(windows.get(1).metrics(), "throughput.output").orElseThrow())
                .isEqualTo(0.8);
        assertThat(value(windows.get(0).metrics(), "tpot.max").orElseThrow()).isEqualTo(30.0 / 8);
    }
}
