package io.varcas.sla;

import io.varcas.annotation.Unit;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The number that an objective bounds: a measured one, written {@code ttft.p95}, or a predicted one, written
 * {@code predicted.ttft.p95}.
 *
 * @param predicted whether it is the prediction
 * @param key which number
 */
public record Subject(boolean predicted, MetricKey key) {

    /** Prefix of the name of a predicted number. */
    public static final String PREDICTED = "predicted.";

    /** What the simulation of an engine tells; the rest is the client's, or judged by references. */
    private static final Set<Metric> PREDICTABLE = EnumSet.of(
            Metric.TTFT,
            Metric.TPOT,
            Metric.ITL,
            Metric.E2E,
            Metric.THROUGHPUT_REQUESTS,
            Metric.THROUGHPUT_OUTPUT,
            Metric.THROUGHPUT_TOTAL,
            Metric.CONCURRENCY,
            Metric.COST_PER_REQUEST,
            Metric.COST_PER_1K_TOKENS);

    /**
     * Validates the subject.
     *
     * @throws IllegalArgumentException if nothing predicts it
     */
    public Subject {
        if (predicted && (key.ok() || !PREDICTABLE.contains(key.metric()))) {
            throw new IllegalArgumentException("nothing predicts " + key + "; predicted are "
                    + String.join(", ", PREDICTABLE.stream().map(Metric::label).toList()));
        }
    }

    /**
     * Reads a subject.
     *
     * @param text as users write it
     * @throws IllegalArgumentException if there is no such number; the message is one line that proposes the nearest
     */
    public static Subject parse(String text) {
        boolean predicted = text.startsWith(PREDICTED);
        String prefix = predicted ? PREDICTED : "";
        return new Subject(predicted, MetricKey.parse(text.substring(prefix.length()), prefix));
    }

    /** Returns all subjects: measured numbers, then predicted ones. */
    public static Stream<Subject> all() {
        return Stream.concat(
                MetricKey.all().map(key -> new Subject(false, key)),
                MetricKey.all()
                        .filter(key -> !key.ok() && PREDICTABLE.contains(key.metric()))
                        .map(key -> new Subject(true, key)));
    }

    /** Returns the name as users write it. */
    public String label() {
        return (predicted ? PREDICTED : "") + key.label();
    }

    /** Returns the name as reports write it: {@code ttft.p99.9} for {@code ttft.p999}. */
    public String title() {
        return (predicted ? PREDICTED : "") + key.title();
    }

    /** Returns the unit of the number. */
    public Unit unit() {
        return key.metric().unit();
    }

    @Override
    public String toString() {
        return label();
    }
}
