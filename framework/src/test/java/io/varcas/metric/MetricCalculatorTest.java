package io.varcas.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.varcas.record.EventKind;
import io.varcas.record.Outcome;
import io.varcas.record.Records;
import io.varcas.record.RequestRecord;
import io.varcas.record.Timeline;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricCalculatorTest {

    private static final List<Span> WINDOWS = List.of(
            new Span(ms(5_000), ms(15_000)), new Span(ms(15_000), ms(25_000)), new Span(ms(25_000), ms(35_000)));
    private static final double SECONDS = 30;
    private static final RequestBounds BOUNDS = new RequestBounds()
            .atMost(MetricKey.parse("ttft.p50"), 1)
            .atMost(MetricKey.parse("ttft.p99"), 200)
            .atMost(MetricKey.parse("ttft.p95"), 1)
            .atMost(MetricKey.parse("tpot.mean"), 0)
            .atMost(MetricKey.parse("e2e.p95"), 600);

    private final List<RequestRecord> records = Records.random(new Random(11), 4000, 40_000);

    /** Everything once more, the slow way: exact sorted samples with infinities in them, no histogram. */
    @Test
    void agreesWithANaiveComputation() {
        MetricSet metrics = calculate(records).pooled();
        List<RequestRecord> due = records.stream()
                .filter(r -> r.intendedNanos() >= ms(5_000) && r.intendedNanos() < ms(35_000))
                .toList();
        check(metrics, "ttft", due, r -> first(r) - r.intendedNanos());
        check(metrics, "ttft.service", due, r -> first(r) - sent(r));
        check(metrics, "ttfa", due, r -> first(r) - r.intendedNanos());
        check(metrics, "e2e", due, r -> last(r) - r.intendedNanos());
        check(metrics, "e2e.service", due, r -> last(r) - sent(r));
        check(
                metrics,
                "tpot",
                due,
                r -> texts(r).length < 2
                        ? Double.NaN
                        : (last(r) - first(r)) / (r.output().tokens() - 1.0));
        check(metrics, "stall.max", due, r -> Arrays.stream(gaps(r)).max().orElse(Double.NaN));
        checkSamples(
                metrics,
                "itl",
                due.stream()
                        .flatMapToDouble(r -> r.outcome() == Outcome.COMPLETED
                                ? Arrays.stream(gaps(r))
                                : DoubleStream.of(Double.POSITIVE_INFINITY))
                        .toArray());
        checkSamples(
                metrics,
                "send.lag",
                due.stream()
                        .filter(r -> r.sentNanos().isPresent())
                        .mapToDouble(r -> sent(r) - r.intendedNanos())
                        .toArray());

        assertValue(metrics, "rate.offered", due.size() / SECONDS);
        assertValue(metrics, "rate.started", count(due, r -> r.sentNanos().isPresent() ? 1 : 0) / SECONDS);
        assertValue(metrics, "rate.completed", count(due, r -> r.outcome() == Outcome.COMPLETED ? 1 : 0) / SECONDS);
        assertValue(metrics, "rate.failed", count(due, r -> r.outcome().isFailure() ? 1 : 0) / SECONDS);
        assertValue(metrics, "rate.unfinished", count(due, r -> r.outcome() == Outcome.CANCELLED ? 1 : 0) / SECONDS);
        assertValue(
                metrics,
                "goodput",
                count(
                                due,
                                r -> r.outcome() == Outcome.COMPLETED
                                                && first(r) - r.intendedNanos() <= ms(200)
                                                && last(r) - r.intendedNanos() <= ms(600)
                                        ? 1
                                        : 0)
                        / SECONDS);
        assertValue(
                metrics,
                "throughput.requests",
                count(records, r -> r.outcome() == Outcome.COMPLETED && isMeasured(r.closedNanos()) ? 1 : 0) / SECONDS);
        double output = count(records, MetricCalculatorTest::tokensWithin);
        double prompt = count(records, r -> texts(r).length > 0 && isMeasured((long) first(r)) ? 16 : 0);
        assertValue(metrics, "throughput.output", output / SECONDS);
        assertValue(metrics, "throughput.total", (output + prompt) / SECONDS);
        assertValue(metrics, "concurrency", count(records, MetricCalculatorTest::flightWithin) / ms(30_000));
    }

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
    void tellsTheWaitForAPlaceApartFromTheLatenessOfTheClient() {
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

    private static Measurements calculate(List<RequestRecord> records) {
        MetricCalculator calculator = new MetricCalculator(open());
        calculator.begin(WINDOWS, false);
        records.forEach(calculator::add);
        return calculator.result();
    }

    private static LoadContext open() {
        return new LoadContext(Origin.MEASURED, BOUNDS, OptionalInt.empty(), Duration.ZERO);
    }

    private static void check(
            MetricSet metrics, String metric, List<RequestRecord> due, ToDoubleFunction<RequestRecord> nanos) {
        checkSamples(
                metrics,
                metric,
                due.stream()
                        .mapToDouble(r ->
                                r.outcome() == Outcome.COMPLETED ? nanos.applyAsDouble(r) : Double.POSITIVE_INFINITY)
                        .filter(sample -> !Double.isNaN(sample))
                        .toArray());
    }

    private static void checkSamples(MetricSet metrics, String metric, double[] nanos) {
        double[] sorted =
                Arrays.stream(nanos).map(sample -> sample / 1e6).sorted().toArray();
        double[] finite = Arrays.stream(sorted).filter(Double::isFinite).toArray();
        for (boolean ok : metric.equals("send.lag") ? new boolean[] {false} : new boolean[] {false, true}) {
            double[] samples = ok ? finite : sorted;
            MetricSummary summary = metrics.find(MetricKey.parse(metric + (ok ? ".ok" : "") + ".p50"))
                    .orElseThrow();
            assertThat(summary.n()).as("%s n", summary.block()).isEqualTo(samples.length);
            assertThat(summary.failed()).isEqualTo(samples.length - finite.length);
            assertThat(summary.get(Statistic.MEAN).orElseThrow())
                    .isCloseTo(Arrays.stream(finite).average().orElseThrow(), within(1e-6));
            for (Statistic statistic : Statistic.values()) {
                statistic.quantile().ifPresent(q -> {
                    double exact = samples[(int) Math.ceil(q * samples.length) - 1];
                    assertThat(summary.get(statistic).orElseThrow())
                            .as("%s.%s", summary.block(), statistic.label())
                            .isBetween(exact, exact * 1.001 + 0.0001);
                });
            }
        }
    }

    private static void assertValue(MetricSet metrics, String metric, double expected) {
        assertThat(value(metrics, metric).orElseThrow()).as(metric).isCloseTo(expected, within(1e-6 * expected));
    }

    private static OptionalDouble value(MetricSet metrics, String key) {
        return metrics.value(MetricKey.parse(key));
    }

    private static double count(List<RequestRecord> records, ToDoubleFunction<RequestRecord> amount) {
        return records.stream().mapToDouble(amount).sum();
    }

    private static double tokensWithin(RequestRecord r) {
        long[] texts = texts(r);
        long inside =
                Arrays.stream(texts).filter(MetricCalculatorTest::isMeasured).count();
        if (texts.length < 2) {
            return inside * r.output().tokens();
        }
        boolean first = isMeasured(texts[0]);
        return (first ? 1 : 0) + (inside - (first ? 1 : 0)) * (r.output().tokens() - 1.0) / (texts.length - 1);
    }

    private static double flightWithin(RequestRecord r) {
        return r.sentNanos().isEmpty()
                ? 0
                : Math.max(0, Math.min(r.closedNanos(), ms(35_000)) - Math.max((long) sent(r), ms(5_000)));
    }

    private static long[] texts(RequestRecord r) {
        return IntStream.range(0, r.events().size())
                .filter(i -> r.events().kind(i).isText())
                .mapToLong(r.events()::nanos)
                .toArray();
    }

    private static double[] gaps(RequestRecord r) {
        long[] texts = texts(r);
        return IntStream.range(1, texts.length)
                .mapToDouble(i -> texts[i] - texts[i - 1])
                .toArray();
    }

    private static double first(RequestRecord r) {
        return texts(r)[0];
    }

    private static double last(RequestRecord r) {
        long[] texts = texts(r);
        return texts[texts.length - 1];
    }

    private static double sent(RequestRecord r) {
        return r.sentNanos().orElseThrow();
    }

    private static boolean isMeasured(long nanos) {
        return nanos >= ms(5_000) && nanos < ms(35_000);
    }

    private static long ms(long milliseconds) {
        return milliseconds * 1_000_000;
    }
}
