package io.varcas.cli.predict;

import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSummary;
import io.varcas.result.ResultBundle;
import io.varcas.result.RooflineResult.Phase;
import io.varcas.result.RooflineResult.Point;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.roofline.StepCoefficients;
import io.varcas.roofline.StepCost;
import io.varcas.roofline.StepModel;
import io.varcas.roofline.StepShape;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The trials of result bundles as points under a roofline. A point's work is that of the model: one decode step of the requests that
 * were in flight, in the measured time per output token; the mean prompt, in the measured time to the first token.
 */
final class MeasuredPoints {

    private static final double MILLI = 1e-3;

    private final StepModel model;

    MeasuredPoints(StepModel model) {
        this.model = model;
    }

    /**
     * Reads bundles.
     *
     * @throws UsageException if one cannot be read
     */
    List<Point> of(List<Path> bundles) {
        List<Point> points = new ArrayList<>();
        for (Path path : bundles) {
            try {
                for (TrialResult trial : ResultBundle.open(path).result().trials()) {
                    if (trial.status() == Status.COMPLETED) {
                        decode(path, trial).ifPresent(points::add);
                        prefill(path, trial).ifPresent(points::add);
                    }
                }
            } catch (IOException unreadable) {
                throw new UsageException(FailureText.of(unreadable));
            }
        }
        return points;
    }

    private Optional<Point> decode(Path path, TrialResult trial) {
        OptionalDouble running = value(trial, "concurrency");
        OptionalDouble prompt = value(trial, "tokens.input.mean");
        OptionalDouble output = value(trial, "tokens.output.mean");
        Optional<MetricSummary> tpot = trial.metrics().find(MetricKey.parse("tpot.p50"));
        OptionalDouble millis = value(trial, "tpot.p50");
        if (running.isEmpty() || prompt.isEmpty() || output.isEmpty() || tpot.isEmpty() || millis.isEmpty()) {
            return Optional.empty();
        }
        double sequences = Math.max(1, running.getAsDouble());
        double context = prompt.getAsDouble() + output.getAsDouble() / 2;
        return point(
                String.format(
                        Locale.ROOT,
                        "%s, %s: decode of %.1f sequences at %.0f tokens in %.2f ms",
                        path.getFileName(),
                        trial.trialName(),
                        sequences,
                        context,
                        millis.getAsDouble()),
                Phase.DECODE,
                StepShape.decode(sequences, context),
                millis.getAsDouble(),
                tpot.get());
    }

    private Optional<Point> prefill(Path path, TrialResult trial) {
        OptionalDouble prompt = value(trial, "tokens.input.mean");
        Optional<MetricSummary> ttft = trial.metrics().find(MetricKey.parse("ttft.service.p50"));
        OptionalDouble millis = value(trial, "ttft.service.p50");
        if (prompt.isEmpty() || prompt.getAsDouble() <= 0 || ttft.isEmpty() || millis.isEmpty()) {
            return Optional.empty();
        }
        return point(
                String.format(
                        Locale.ROOT,
                        "%s, %s: prefill of %.0f tokens in a TTFT of %.1f ms",
                        path.getFileName(),
                        trial.trialName(),
                        prompt.getAsDouble(),
                        millis.getAsDouble()),
                Phase.PREFILL,
                StepShape.prefill(prompt.getAsDouble(), 0),
                millis.getAsDouble(),
                ttft.get());
    }

    private Optional<Point> point(String label, Phase phase, StepShape shape, double millis, MetricSummary measured) {
        StepCost cost = model.cost(shape, StepCoefficients.DEFAULT);
        return millis > 0
                ? Optional.of(
                        new Point(label, phase, cost.intensity(), cost.flops() / (millis * MILLI), measured.origin()))
                : Optional.empty();
    }

    private static OptionalDouble value(TrialResult trial, String key) {
        OptionalDouble value = trial.metrics().value(MetricKey.parse(key));
        return value.isPresent() && Double.isFinite(value.getAsDouble()) ? value : OptionalDouble.empty();
    }
}
