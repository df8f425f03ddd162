package io.varcas.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.varcas.metric.MetricSet;
import io.varcas.profiler.Reading;
import java.util.List;
import java.util.Optional;

/**
 * The prediction of a trial, made before its load started.
 *
 * @param basis subject and method of the prediction in one line: model, precision, accelerators, kind of model; or
 *     the reason for its absence
 * @param metrics predicted metrics, by the names of the measured ones; none if nothing was predicted
 * @param readings other predicted numbers: memory for weights and KV cache, price an hour, the resource that binds
 * @param roofline ceilings of the accelerator, and the position of the load below them
 * @param interval expected range of its error
 */
public record PredictionResult(
        String basis,
        MetricSet metrics,
        List<Reading> readings,
        Optional<RooflineResult> roofline,
        Optional<Interval> interval) {

    /** How the basis of a prediction begins that was not made. */
    private static final String NOT_PREDICTED = "not predicted: ";

    /**
     * The metrics at both ends of the expected range.
     *
     * @param low least values
     * @param high greatest values
     * @param meaning definition and source of the range, in one line
     */
    public record Interval(MetricSet low, MetricSet high, String meaning) {}

    /** Copies the list. */
    public PredictionResult {
        readings = List.copyOf(readings);
    }

    /** A prediction with unknown error. */
    public PredictionResult(
            String basis, MetricSet metrics, List<Reading> readings, Optional<RooflineResult> roofline) {
        this(basis, metrics, readings, roofline, Optional.empty());
    }

    /** Returns the record of a prediction that was not made. */
    public static PredictionResult none(String reason) {
        return new PredictionResult(
                NOT_PREDICTED + reason, MetricSet.of(List.of()), List.of(), Optional.empty(), Optional.empty());
    }

    /** Returns the reason for a missing prediction; empty if there is one. */
    @JsonIgnore
    public String whyNot() {
        return isMade() ? "" : basis;
    }

    /** Returns whether anything was predicted. */
    @JsonIgnore
    public boolean isMade() {
        return !basis.startsWith(NOT_PREDICTED);
    }
}
