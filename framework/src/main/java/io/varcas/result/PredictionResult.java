package io.varcas.result;

import io.varcas.metric.MetricSet;
import io.varcas.probe.Reading;
import java.util.List;
import java.util.Optional;

/**
 * What was predicted of a trial before it ran, to be laid beside what was measured.
 *
 * @param basis what the prediction was made for and how, in one line: model, precision, accelerators, kind of model, its stated error
 * @param metrics predicted metrics, by the names of the measured ones
 * @param readings other predicted numbers: memory for weights and KV cache, price an hour, the resource that binds
 * @param roofline what the accelerator can do, and where the load lies on it
 */
public record PredictionResult(
        String basis, MetricSet metrics, List<Reading> readings, Optional<RooflineResult> roofline) {

    /** Copies the list. */
    public PredictionResult {
        readings = List.copyOf(readings);
    }
}
