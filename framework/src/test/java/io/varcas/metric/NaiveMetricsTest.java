package io.varcas.metric;

import static io.varcas.metric.Calculated.SECONDS;
import static io.varcas.metric.Calculated.calculate;
import static io.varcas.metric.Calculated.ms;
import static io.varcas.metric.Calculated.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.varcas.record.Outcome;
import io.varcas.record.Records;
import io.varcas.record.RequestRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Everything once more, the slow way: exact sorted samples with infinities in them, no histogram. */
class NaiveMetricsTest {

    private final List<RequestRecord> records = Records.random(new Random(11), 4000, 40_000);

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
                                records,
                                r -> r.outcome() == Outcome.COMPLETED
                                                && isMeasured(r.closedNanos())
                                                && first(r) - r.intendedNanos() <= ms(200)
                                                && last(r) - r.intendedNanos() <= ms(600)
                                        ? 1
                                        : 0)
                        / SECONDS);
        assertValue(
                metrics,
                "throughput.requests",
                count(records, r -> r.outcome() == Outcome.COMPLETED && isMeasured(r.closedNanos()) ? 1 : 0) / SECONDS);
        double output = count(records, NaiveMetricsTest::tokensWithin);
        double prompt = count(records, r -> texts(r).length > 0 && isMeasured((long) first(r)) ? 16 : 0);
        assertValue(metrics, "throughput.output", output / SECONDS);
        assertValue(metrics, "throughput.total", (output + prompt) / SECONDS);
        assertValue(metrics, "concurrency", count(records, NaiveMetricsTest::flightWithin) / ms(30_000));
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

    private static double count(List<RequestRecord> records, ToDoubleFunction<RequestRecord> amount) {
        return records.stream().mapToDouble(amount).sum();
    }

    private static double tokensWithin(RequestRecord r) {
        long[] texts = texts(r);
        long inside = Arrays.stream(texts).filter(NaiveMetricsTest::isMeasured).count();
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
}
