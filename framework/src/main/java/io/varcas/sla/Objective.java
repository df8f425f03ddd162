package io.varcas.sla;

import io.varcas.annotation.Severity;
import io.varcas.annotation.Unit;
import io.varcas.metric.DisplayUnit;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.setting.Layer;
import java.util.Optional;

/**
 * A bound on one number of a result.
 *
 * @param subject the number
 * @param direction on which side of the bound the number must be
 * @param bound the bound, in the metric's own unit
 * @param reason why the bound is what it is; may be empty
 * @param severity what it means that it is not met
 * @param minSamples fewest samples that may decide it, beside those the statistic itself needs
 * @param layer where it was set
 */
public record Objective(
        Subject subject,
        Direction direction,
        double bound,
        String reason,
        Severity severity,
        long minSamples,
        Layer layer) {

    /** Side of the bound on which an objective is met; the bound itself meets it. */
    public enum Direction {
        /** The number must not exceed the bound. */
        AT_MOST("<=", "atMost"),
        /** The number must reach the bound. */
        AT_LEAST(">=", "atLeast");

        private final String sign;
        private final String word;

        Direction(String sign, String word) {
            this.sign = sign;
            this.word = word;
        }

        /** Returns the comparison sign in tables. */
        public String sign() {
            return sign;
        }

        /** Returns the member of {@link io.varcas.annotation.Sla} that states it. */
        public String word() {
            return word;
        }
    }

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the bound is not a finite number, or the samples are negative
     */
    public Objective {
        if (!Double.isFinite(bound)) {
            throw new IllegalArgumentException("the bound of " + subject + " (" + bound + ") must be a finite number");
        }
        if (minSamples < 0) {
            throw new IllegalArgumentException(
                    "minSamples of " + subject + " is " + minSamples + "; it must be at least 0");
        }
    }

    /**
     * Creates an objective from a bound in a unit of the user's choice.
     *
     * @param metric subject as users write it, such as {@code ttft.p95} or {@code predicted.ttft.p95}
     * @param direction side of the bound
     * @param bound the bound, in {@code unit}
     * @param unit its unit; {@link Unit#OWN} for the metric's own
     * @param reason why; may be empty
     * @throws IllegalArgumentException if there is no such metric, or the unit does not fit it
     */
    public static Objective of(String metric, Direction direction, double bound, Unit unit, String reason) {
        Subject subject = Subject.parse(metric);
        return new Objective(
                subject, direction, unit.to(subject.unit(), bound), reason, Severity.FAIL, 0, Layer.ANNOTATION);
    }

    /** Returns this with another severity. */
    public Objective withSeverity(Severity other) {
        return new Objective(subject, direction, bound, reason, other, minSamples, layer);
    }

    /**
     * Returns this with another fewest number of samples.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Objective withMinSamples(long samples) {
        return new Objective(subject, direction, bound, reason, severity, samples, layer);
    }

    /** Returns this as set in another place. */
    public Objective withLayer(Layer other) {
        return new Objective(subject, direction, bound, reason, severity, minSamples, other);
    }

    /**
     * Reads an objective as {@link #format} writes it: {@code ttft.p99 <= 800 ms, warn, n>=2000 # tail}. Without a unit the bound is in the
     * metric's own.
     *
     * @param text what the user wrote
     * @param layer where
     * @throws IllegalArgumentException if it is no objective; the message is one line with the nearest right value
     */
    public static Objective parse(String text, Layer layer) {
        return ObjectiveParser.parse(text, layer);
    }

    /** Returns the objective as {@link #parse} reads it. */
    public String format() {
        String number = bound == Math.rint(bound) && Math.abs(bound) < 1L << 53
                ? String.valueOf((long) bound)
                : String.valueOf(bound);
        return (subject + " " + direction.sign() + " " + number + " "
                                + subject.unit().symbol())
                        .strip()
                + (severity == Severity.WARN ? ", warn" : "")
                + (minSamples > 0 ? ", n>=" + minSamples : "")
                + (reason.isEmpty() ? "" : " # " + reason);
    }

    /** Returns the reason, and the layer behind it unless an annotation set the objective. */
    public String reasonAndLayer() {
        return layer == Layer.ANNOTATION ? reason : (reason.isEmpty() ? "" : reason + "; ") + "from " + layer.label();
    }

    /** Returns whether this bounds the same number on the same side, so that only one of both can count. */
    public boolean replaces(Objective other) {
        return subject.equals(other.subject) && direction == other.direction;
    }

    /** Returns the claim in words: {@code ttft.p95 <= 500 ms}. */
    public String describe() {
        Metric metric = subject.key().metric();
        return subject + " " + direction.sign() + " "
                + DisplayUnit.of(metric, bound).bound(bound);
    }

    /** Returns the number of the run that is bounded; empty if it is the prediction. */
    public Optional<MetricKey> measuredKey() {
        return subject.predicted() ? Optional.empty() : Optional.of(subject.key());
    }

    /** Returns whether a number, in the metric's own unit, is on the right side of the bound or on it. */
    public boolean isMetBy(double value) {
        return direction == Direction.AT_MOST ? value <= bound : value >= bound;
    }
}
